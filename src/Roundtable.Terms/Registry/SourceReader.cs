using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;

namespace Roundtable.Terms.Registry;

/// <summary>Parses what models and datasets declare of their sources.</summary>
internal static class SourceReader
{
    private const int MaxUnknown = 1_000_000;

    /// <summary>Parses the sources of an entry; problems are added to <paramref name="problems"/>.</summary>
    public static IReadOnlyList<SourceEdge> Read(YamlMap map, IList<YamlProblem> problems)
    {
        List<SourceEdge> edges = [];
        foreach (var node in map.List("sources"))
        {
            if (YamlMap.Of(node, "A source", problems) is not { } source)
            {
                continue;
            }

            var kinds = Kebab.Names<EdgeKind>().Where(source.Has).ToList();
            if (kinds.Count == 0)
            {
                source.Problem(node, $"The kind of source is missing: name the source under one of {string.Join(", ", Kebab.Names<EdgeKind>())}.");
            }

            var (on, where, through, uses) = (source.Day("on"), source.Text("where"), ReadThrough(source), source.Choices<Use>("uses"));
            var (named, count) = (source.Text("named"), source.Whole("count", 1, MaxUnknown));
            List<SourceEdge> found = [];
            foreach (var name in kinds)
            {
                _ = Kebab.TryParse<EdgeKind>(name, out var kind);
                found.AddRange(source.TextOrTexts(name).Select(t => EntryReader.Reference(source, t, null)).OfType<EntryReference>()
                    .Select(from => new SourceEdge(kind, from, on, where) { Through = through, Uses = uses, Named = named, Count = count ?? 1 }));
            }

            if ((named is not null || count is not null) && found.Exists(e => !e.From.IsUnknown))
            {
                source.Problem(named is not null ? "named" : "count", "'named' and 'count' are for sources that are unknown: write 'made-with: unknown'.");
            }

            edges.AddRange(found);
            source.End();
        }

        return edges;
    }

    private static SourceRoute? ReadThrough(YamlMap source)
    {
        if (source.Text("through") is not { } text)
        {
            return null;
        }

        var route = SourceRoute.TryParse(text);
        if (route is null)
        {
            source.Problem(
                "through",
                $"'through' is '{text}'; it must be the name of a provider, or one of {string.Join(", ", Kebab.Names<Record.Entries.RouteKind>())}, "
                    + "with or without a provider's name after it.");
        }

        return route;
    }
}
