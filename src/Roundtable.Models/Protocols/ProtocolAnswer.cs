using System.Text.Json;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Protocols;

/// <summary>What an answer says, whichever API it came through. What the answer does not tell is null.</summary>
/// <param name="Id">The provider's id of the answer.</param>
/// <param name="Model">The model and version that the answer says it is from.</param>
/// <param name="Upstream">Who really served it, where a router says to whom it passed the call on.</param>
/// <param name="Choices">The answer, or several where several were asked for; empty in a partial answer alone.</param>
/// <param name="Usage">Tokens by kind.</param>
/// <param name="CostUsd">What the provider says that it charged, in US dollars, at least 0.</param>
public sealed record ProtocolAnswer(string? Id, string? Model, string? Upstream, IReadOnlyList<AnswerChoice> Choices, Usage? Usage, decimal? CostUsd)
{
    /// <summary>
    /// The first choice as the API itself has it, to be sent back with the results of tools; null where the answer came as events. Models sign what they
    /// thought, and refuse a dialogue in which it is missing.
    /// </summary>
    public JsonElement? Echo { get; init; }

    /// <summary>The first choice, which is the only one unless more were asked for.</summary>
    public AnswerChoice First => Choices[0];
}

/// <summary>One answer of possibly several to the same request.</summary>
/// <param name="Parts">What it consists of, in order; empty where the model wrote nothing.</param>
/// <param name="FinishReason">Why the model stopped, as <see cref="FinishReasons"/> names it; null where the answer does not say.</param>
public sealed record AnswerChoice(IReadOnlyList<ContentPart> Parts, string? FinishReason)
{
    /// <summary>The text of the answer; empty where there is none.</summary>
    public string Text => Parts is [ContentPart.Text only] ? only.Value : string.Concat(Parts.OfType<ContentPart.Text>().Select(p => p.Value));

    /// <summary>What the model thought, as far as it is shown; empty where nothing is.</summary>
    public string Reasoning => string.Join("\n\n", Parts.OfType<ContentPart.Reasoning>().Select(p => p.Value));

    /// <summary>Why the model declined; null where it says nothing of the kind.</summary>
    public string? Refusal => string.Concat(Parts.OfType<ContentPart.Refusal>().Select(p => p.Value)) is { Length: > 0 } refusal ? refusal : null;

    /// <summary>
    /// The calls that the provider made of its own tools, each with the citations of pages that it returned. A page that no call names is of the last one;
    /// where no call is told of, the provider searched without saying so.
    /// </summary>
    public IReadOnlyList<ToolUse> ServedTools()
    {
        List<ToolUse> uses = [.. Parts.OfType<ContentPart.ServedTool>().Select(p => p.Use)];
        List<Citation> cited = [.. Parts.OfType<ContentPart.Cited>().Select(p => p.Page).Distinct()];
        if (uses.Count == 0 && cited.Count > 0)
        {
            uses.Add(new ToolUse("web_search", ""));
        }

        var of = cited.ToLookup(c => uses.FindIndex(u => u.Sources?.Any(s => s.Url == c.Url) == true) is >= 0 and var index ? index : uses.Count - 1);
        return [.. uses.Select((u, i) => of[i].Any() ? u with { Citations = [.. of[i]], Sources = Pages(u, of[i]) } : u)];
    }

    private static IReadOnlyList<Source> Pages(ToolUse use, IEnumerable<Citation> cited) =>
        [.. (use.Sources ?? []).Concat(cited.Select(c => new Source(c.Url, c.Title))).DistinctBy(s => s.Url, StringComparer.Ordinal).Take(ToolUse.MaxSources)];

    /// <summary>Whether the model declined, or a filter of the provider withheld the answer.</summary>
    public bool IsRefused => FinishReason == FinishReasons.ContentFilter || Refusal is not null;
}
