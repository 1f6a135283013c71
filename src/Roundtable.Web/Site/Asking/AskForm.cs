using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Roundtable.Deliberation.Questions;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Attachments;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Web.Site.Asking;

/// <summary>The ask page's form as it was filled in, which may not make sense yet.</summary>
public sealed record AskForm
{
    private const string Full = "full", AsOpen = "open";
    private const int MostOptions = Deliberation.Questions.Question.MaxOptions;

    /// <summary>The question.</summary>
    public string Question { get; init; } = "";

    /// <summary>How it is answered: <c>options</c>, <c>open</c> or <c>full</c>.</summary>
    public string Kind { get; init; } = "options";

    /// <summary>Whether the question is answered in full.</summary>
    public bool InFull => Kind == Full;

    /// <summary>For an answer in full, whether the seats rank each other's answers.</summary>
    public bool Review { get; init; }

    /// <summary>For an answer in full, how many seats are asked first; empty for all at once.</summary>
    public string Scout { get; init; } = "";

    /// <summary>For an answer in full, a JSON Schema; empty for Markdown.</summary>
    public string Schema { get; init; } = "";

    /// <summary>The options, some perhaps empty.</summary>
    public IReadOnlyList<string> Options { get; init; } = ["Yes", "No"];

    /// <summary>Whether later rounds follow.</summary>
    public bool Debate { get; init; } = true;

    /// <summary>The most rounds.</summary>
    public string Rounds { get; init; } = "2";

    /// <summary>Answers of each seat.</summary>
    public string Samples { get; init; } = "1";

    /// <summary>Whether all options are ranked.</summary>
    public bool Ranked { get; init; }

    /// <summary>The budget in dollars; empty for none.</summary>
    public string Budget { get; init; } = "";

    /// <summary>Reasoning effort of every seat that says nothing else; empty for the models' own.</summary>
    public string Effort { get; init; } = "";

    /// <summary>Thinking budget in tokens, instead of an effort; empty for none.</summary>
    public string Thinking { get; init; } = "";

    /// <summary>Limit of one answer in tokens; empty for the models' own.</summary>
    public string MaxTokens { get; init; } = "";

    /// <summary>Sampling temperature; empty for the providers' own.</summary>
    public string Temperature { get; init; } = "";

    /// <summary>Nucleus sampling; empty for the providers' own.</summary>
    public string TopP { get; init; } = "";

    /// <summary>Time limit of one answer in seconds.</summary>
    public string SeatSeconds { get; init; } = "120";

    /// <summary>Time limit of the whole session in seconds.</summary>
    public string SessionSeconds { get; init; } = "1800";

    /// <summary>Whether models may search the web with their providers' own tools.</summary>
    public bool Search { get; init; }

    /// <summary>Whether models may read pages of the web with their providers' own tools.</summary>
    public bool Fetch { get; init; }

    /// <summary>The MCP servers whose tools models may use.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>The most calls of tools in one answer; empty for the default.</summary>
    public string ToolCalls { get; init; } = "";

    /// <summary>What the answers are wanted for, as the name of a use; empty for nothing in particular.</summary>
    public string For { get; init; } = "";

    /// <summary>The named panel; empty where models are chosen one by one.</summary>
    public string Panel { get; init; } = "";

    /// <summary>How many seats each model takes, by its name.</summary>
    public IReadOnlyDictionary<string, int> Seats { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How a model is asked to think, by its name.</summary>
    public IReadOnlyDictionary<string, string> Personas { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Documents that were given before and are kept.</summary>
    public IReadOnlyList<ContextDocument> Context { get; init; } = [];

    /// <summary>Files that came with the form. A browser does not send them again by itself.</summary>
    public IReadOnlyList<ContextFile> Files { get; init; } = [];

    /// <summary>The session that this one follows up, or empty.</summary>
    public string Follow { get; init; } = "";

    /// <summary>Whether to ask though the options do not seem to fit.</summary>
    public bool AsIs { get; init; }

    /// <summary>The name under which to save the chosen seats as a panel; empty for not at all.</summary>
    public string SaveAs { get; init; } = "";

    /// <summary>Reads the form.</summary>
    public static async Task<AskForm> ReadAsync(IFormCollection form, CancellationToken cancellation)
    {
        List<ContextDocument> context = [];
        List<ContextFile> files = [];
        for (var i = 0; i < form["contextName"].Count; i++)
        {
            context.Add(new ContextDocument(form["contextName"][i] ?? "", form["contextText"].ElementAtOrDefault(i) ?? ""));
        }

        foreach (var file in form.Files.Where(f => f.Length > 0))
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancellation);
            files.Add(new ContextFile(Path.GetFileName(file.FileName), bytes.ToArray()));
        }

        var seats = form.Where(f => f.Key.StartsWith("seats:", StringComparison.Ordinal))
            .Select(
                f => (
                    Model: f.Key["seats:".Length..], Count: int.TryParse(f.Value, CultureInfo.InvariantCulture, out var count) ? Math.Clamp(count, 0, 20) : 0))
            .Where(s => s.Count > 0);
        return new AskForm
        {
            Question = form["question"].ToString().ReplaceLineEndings("\n"),
            Kind = form["kind"].ToString() is AsOpen or Full ? form["kind"].ToString() : "options",
            Review = form["review"] == "on",
            Scout = form["scout"].ToString().Trim(),
            Schema = form["schema"].ToString().Trim(),
            Options = Edited([.. form["option"].Select(o => o ?? "")], form["do"].ToString()),
            Debate = form["debate"] == "on",
            Rounds = form["rounds"].ToString(),
            Samples = form["samples"].ToString(),
            Ranked = form["ranked"] == "on",
            Budget = form["budget"].ToString(),
            Effort = form["effort"].ToString(),
            Thinking = form["thinking"].ToString().Trim(),
            MaxTokens = form["maxTokens"].ToString().Trim(),
            Temperature = form["temperature"].ToString().Trim(),
            TopP = form["topP"].ToString().Trim(),
            SeatSeconds = form["seatSeconds"].ToString().Trim(),
            SessionSeconds = form["sessionSeconds"].ToString().Trim(),
            Search = form["search"] == "on",
            Fetch = form["fetch"] == "on",
            Tools = [.. form["tool"].OfType<string>()],
            ToolCalls = form["toolCalls"].ToString().Trim(),
            For = form["for"].ToString(),
            Panel = form["panel"].ToString(),
            Seats = seats.ToDictionary(s => s.Model, s => s.Count, StringComparer.Ordinal),
            Personas = form.Where(f => f.Key.StartsWith("persona:", StringComparison.Ordinal) && f.Value.ToString().Trim().Length > 0)
                .ToDictionary(f => f.Key["persona:".Length..], f => f.Value.ToString().Trim(), StringComparer.Ordinal),
            Context = context,
            Files = files,
            Follow = form["follow"].ToString(),
            AsIs = form["asIs"] == "on",
            SaveAs = form["saveAs"].ToString().Trim(),
        };
    }

    /// <summary>The request that the form makes. Numbers that are none become ones that the check refuses.</summary>
    public AskRequest ToRequest() => new()
    {
        Question = Question,
        Open = Kind == AsOpen,
        Options = Kind == "options" ? Filled : [],
        Review = InFull && Review,
        Scout = InFull && Scout.Length > 0 ? Whole(Scout) : 0,
        Schema = InFull && Schema.Length > 0 ? Parsed(Schema) : null,
        Debate = Debate && !InFull,
        Rounds = Whole(Rounds),
        Samples = InFull ? 1 : Whole(Samples),
        Ranked = Ranked && Kind == "options",
        Effort = Effort.Length > 0 ? Effort : null,
        Thinking = Thinking.Length > 0 ? Whole(Thinking) : null,
        MaxTokens = MaxTokens.Length > 0 ? Whole(MaxTokens) : null,
        Temperature = Fraction(Temperature),
        TopP = Fraction(TopP),
        SeatSeconds = Whole(SeatSeconds),
        SessionSeconds = Whole(SessionSeconds),
        Search = Search ? true : null,
        Fetch = Fetch ? true : null,
        Tools = Tools.Count > 0 ? Tools : null,
        ToolCalls = ToolCalls.Length > 0 ? Whole(ToolCalls) : null,
        For = For.Length == 0 ? [] : [For],
        Budget = Budget.Trim().Length == 0 ? null : decimal.TryParse(Budget, NumberStyles.Number, CultureInfo.InvariantCulture, out var dollars) ? dollars : -1,
        Panel = Panel.Length > 0 ? Panel : null,
        Seats = Panel.Length > 0 ? null : ChosenSeats,
        Context = Context,
        Files = Files,
        FollowUp = Follow.Length > 0 ? Follow : null,
        AsIs = AsIs,
    };

    /// <summary>The options with a text; where none has, all as they are, which the check refuses: a vote was wanted, and no answer in full.</summary>
    private IReadOnlyList<string> Filled =>
        Options.Any(o => o.Trim().Length > 0) ? [.. Options.Where(o => o.Trim().Length > 0)] : [.. Options.DefaultIfEmpty("")];

    /// <summary>The seats that were chosen one by one.</summary>
    public IReadOnlyList<SeatPlan> ChosenSeats =>
        [.. Seats.SelectMany(s => Enumerable.Repeat(new SeatPlan(s.Key, null, Personas.GetValueOrDefault(s.Key)), s.Value))];

    private static int Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>A number; null for an empty text, and -1, which nothing accepts, for what is none.</summary>
    private static double? Fraction(string text) =>
        text.Length == 0 ? null : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>The JSON that was typed; what is none becomes a text, which the check refuses as a schema.</summary>
    private static JsonElement Parsed(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonElement.Parse("\"\"");
        }
    }

    /// <summary>The options after one of the buttons beside them: <c>add</c>, <c>remove-N</c>, <c>up-N</c>, <c>down-N</c>, N from 0.</summary>
    private static List<string> Edited(List<string> options, string done)
    {
        var (verb, at) = done.Split('-') is [var v, var n] && int.TryParse(n, CultureInfo.InvariantCulture, out var index) ? (v, index) : (done, -1);
        switch (verb)
        {
            case "add" when options.Count < MostOptions:
                options.Add("");
                break;
            case "remove" when at >= 0 && at < options.Count:
                options.RemoveAt(at);
                break;
            case "up" when at > 0 && at < options.Count:
                (options[at - 1], options[at]) = (options[at], options[at - 1]);
                break;
            case "down" when at >= 0 && at < options.Count - 1:
                (options[at + 1], options[at]) = (options[at], options[at + 1]);
                break;
            default:
                break;
        }

        return options;
    }
}
