using System.Globalization;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Exports;

/// <summary>Calls of tools and the pages that answers cite, in the words that every view shares; raw like <see cref="VerdictText"/>.</summary>
public static class ToolText
{
    /// <summary>How many pages are listed of one call.</summary>
    public const int MaxPages = 10;

    /// <summary>A call in a line, as in "web_search {"query":"…"}, 3 pages, leaf 12 of the log".</summary>
    public static string Line(ToolUse use)
    {
        var arguments = use.Arguments.Length > 200 ? use.Arguments[..200] + "…" : use.Arguments;
        var found = use.Sources is { Count: > 0 } pages ? $", {VerdictText.Count(pages.Count, "page")}" : "";
        var failed = use.Error is { } error ? $", failed: {error}" : "";
        var leaf = use.Receipt is { } receipt ? string.Create(CultureInfo.InvariantCulture, $", leaf {receipt.Leaf} of the log") : "";
        return Neutralise.Line($"{(use.Server is { Length: > 0 } server ? $"{server}: " : "")}{use.Tool} {arguments}".TrimEnd() + found + failed + leaf);
    }

    /// <summary>The pages of calls, each once: those that the answer cites first, with the words of the page that it cites where they are told.</summary>
    /// <param name="uses">The calls.</param>
    public static IReadOnlyList<CitedPage> Pages(IReadOnlyList<ToolUse> uses)
    {
        var cited = uses.SelectMany(u => u.Citations ?? []).GroupBy(c => c.Url, StringComparer.Ordinal)
            .Select(g => new CitedPage(g.Key, Title(g.Key, g.Select(c => c.Title)), true, g.Select(c => c.Quote).FirstOrDefault(q => q is not null)));
        var others = uses.SelectMany(u => (u.Sources ?? []).Take(MaxPages)).Select(s => new CitedPage(s.Url, Title(s.Url, [s.Title]), false, null));
        return [.. cited.Concat(others).Where(p => Source.IsOpenable(p.Url)).DistinctBy(p => p.Url, StringComparer.Ordinal)];
    }

    private static string Title(string url, IEnumerable<string?> titles) =>
        Neutralise.Line(titles.FirstOrDefault(t => t is not null) ?? url);
}

/// <summary>A page that a tool returned, to be shown as a link.</summary>
/// <param name="Url">Its address, http or https.</param>
/// <param name="Title">Its title, or its address.</param>
/// <param name="IsCited">Whether the answer cites it; else it was only found.</param>
/// <param name="Quote">The words of the page that are cited, or null.</param>
public sealed record CitedPage(string Url, string Title, bool IsCited, string? Quote)
{
    /// <summary>Where it stands: the host of its address.</summary>
    public string Host => new Uri(Url).Host;
}
