using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Deliberation.Questions;
using Roundtable.Workspace.Attachments;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Workspace.Asking;

/// <summary>Everything that can be said about a session before it begins, the same from the command line, the site, the API and MCP.</summary>
/// <remarks>Settable, because generated readers of JSON give an init-only property that is left out no value but zero or null.</remarks>
public sealed record AskRequest
{
    /// <summary>The most bytes of context documents together.</summary>
    public const int MaxContextBytes = ContextFile.MaxTextBytes;

    /// <summary>The question.</summary>
    public string Question { get; set; } = "";

    /// <summary>Options to vote for; none for an open question, or one that is answered in full.</summary>
    public IReadOnlyList<string> Options { get; set; } = [];

    /// <summary>Whether each seat states a position of its own. Without it and without options the question is answered in full.</summary>
    public bool Open { get; set; }

    /// <summary>For an answer in full: whether the seats rank each other's answers and name errors in them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // so that a request without it keeps its digest
    public bool Review { get; set; }

    /// <summary>For an answer in full: a JSON Schema that every seat's answer must be valid against.</summary>
    public JsonElement? Schema { get; set; }

    /// <summary>For an answer in full: how many seats, the cheapest, are asked first; the others only where those differ. 0 to ask all at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Scout { get; set; }

    /// <summary>Documents to read beside the question.</summary>
    public IReadOnlyList<ContextDocument> Context { get; set; } = [];

    /// <summary>Files to read beside the question: text, Markdown, PDF, PNG, JPEG, WebP or GIF, told apart by their bytes.</summary>
    /// <remarks>Null for none, so that a request without files keeps the digest that it had before there were any.</remarks>
    public IReadOnlyList<ContextFile>? Files { get; set; }

    /// <summary>A named panel, or <c>rehearsal</c>.</summary>
    public string? Panel { get; set; }

    /// <summary>Models to seat as <c>provider/name</c>.</summary>
    public IReadOnlyList<string>? Models { get; set; }

    /// <summary>Seats with names, personas and settings, instead of <c>models</c>.</summary>
    public IReadOnlyList<SeatPlan>? Seats { get; set; }

    /// <summary>Sampling temperature of every seat that says nothing else, from 0 to 2; null for the providers' own.</summary>
    public double? Temperature { get; set; }

    /// <summary>Limit on one answer in tokens, for every seat that says nothing else.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>How hard models are to reason, for every seat that says nothing else: none, minimal, low, medium, high, xhigh or max.</summary>
    public string? Effort { get; set; }

    /// <summary>How many tokens models may think with before they answer, for every seat that says nothing else.</summary>
    public int? Thinking { get; set; }

    /// <summary>Nucleus sampling, above 0 and up to 1, for every seat that says nothing else.</summary>
    public double? TopP { get; set; }

    /// <summary>Members of each request's body besides the program's own: a JSON object.</summary>
    public JsonElement? Body { get; set; }

    /// <summary>Headers of each request besides the program's own. They are recorded: keys do not belong here.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; set; }

    /// <summary>Whether models may search the web with their providers' own tools, for every seat that says nothing else.</summary>
    public bool? Search { get; set; }

    /// <summary>Whether models may read pages of the web with their providers' own tools, for every seat that says nothing else.</summary>
    public bool? Fetch { get; set; }

    /// <summary>Names of the MCP servers of <c>roundtable.yaml</c> whose tools models may use, for every seat that says nothing else.</summary>
    public IReadOnlyList<string>? Tools { get; set; }

    /// <summary>The most calls of tools in one answer, for every seat that says nothing else; null for five.</summary>
    public int? ToolCalls { get; set; }

    /// <summary>Whether the question is answered in full: there is nothing to vote for, and no short position is asked for.</summary>
    internal bool IsAnsweredInFull => Options.Count == 0 && !Open;

    /// <summary>The settings above, in the form of a seat.</summary>
    internal SeatPlan SeatDefaults() => new("", null, null, Temperature, MaxTokens)
    {
        Effort = Effort,
        Thinking = Thinking,
        TopP = TopP,
        Body = Body,
        Headers = Headers,
        Search = Search,
        Fetch = Fetch,
        Tools = Tools,
        ToolCalls = ToolCalls,
    };

    /// <summary>The model that writes the minutes; null to choose one.</summary>
    public string? Moderator { get; set; }

    /// <summary>Whether later rounds follow, in which seats see the others' arguments.</summary>
    public bool Debate { get; set; }

    /// <summary>The most rounds of a debate.</summary>
    public int Rounds { get; set; } = 2;

    /// <summary>How often each seat answers.</summary>
    public int Samples { get; set; } = 1;

    /// <summary>The seed of every order; null to draw one.</summary>
    public long? Seed { get; set; }

    /// <summary>Whether each vote ranks all options.</summary>
    public bool Ranked { get; set; }

    /// <summary>How many seats must vote for a verdict; null for more than half.</summary>
    public int? Quorum { get; set; }

    /// <summary>The most that the session may cost, in US dollars; null for no limit.</summary>
    public decimal? Budget { get; set; }

    /// <summary>Time limit of one answer in seconds.</summary>
    public int SeatSeconds { get; set; } = 120;

    /// <summary>Time limit of the whole session in seconds.</summary>
    public int SessionSeconds { get; set; } = 1800;

    /// <summary>Whether to ask it though the options do not seem to fit the question.</summary>
    public bool AsIs { get; set; }

    /// <summary>What the answers are wanted for, as names of uses: nothing is asked unless every answer may be used so.</summary>
    public IReadOnlyList<string> For { get; set; } = [];

    /// <summary>Id of a session whose question with verdict and minutes, or with its answer, the panel reads as context; null for none.</summary>
    public string? FollowUp { get; set; }
}
