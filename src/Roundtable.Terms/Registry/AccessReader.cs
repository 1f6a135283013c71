using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Registry;

/// <summary>Parses bars: the member <c>access</c> of organisations, providers and terms.</summary>
internal static class AccessReader
{
    private const string Nobody = "none";

    /// <summary>Parses the bars of an entry.</summary>
    /// <param name="map">The entry.</param>
    /// <param name="problems">Everything that is wrong is added here.</param>
    /// <param name="begin">The first day of a bar that names none, as for terms their own; null where each has to name one.</param>
    public static IReadOnlyList<AccessFact> Read(YamlMap map, IList<YamlProblem> problems, DateOnly? begin = null) =>
        [.. map.List("access").Select(n => ReadFact(n, problems, begin)).OfType<AccessFact>()];

    private static AccessFact? ReadFact(YamlNode node, IList<YamlProblem> problems, DateOnly? begin)
    {
        if (YamlMap.Of(node, "An access fact", problems) is not { } map)
        {
            return null;
        }

        if (map.RequiredText("barred") is { } barred && barred != "yes")
        {
            map.Problem("barred", $"'barred' is '{barred}'; it must be yes: only barred access is recorded.");
        }

        var (from, until) = begin is not null && !map.Has("from") ? (begin, map.Day("until")) : EntryReader.Days(map);
        var fact = new AccessFact(
            EntryReader.Names(map, "organisations"),
            EntryReader.Regions(map, "regions"),
            EntryReader.Names(map, "vendors"),
            from,
            until,
            map.RequiredText("where") ?? "",
            map.RequiredText("says") ?? "")
        {
            OwnedFrom = EntryReader.Regions(map, "owned-from"),
            Models = EntryReader.Names(map, "models"),
            Uses = map.Choices<Use>("uses"),
            Served = !map.Has("served") ? null : map.TextOrTexts("served") is [{ Text: Nobody }] ? [] : ReadServed(map),
        };
        map.End();
        return fact;
    }

    private static IReadOnlyList<Use> ReadServed(YamlMap map)
    {
        var served = map.Choices<Use>("served");
        if (served.Any(u => u is not (Use.Deploy or Use.Resell)))
        {
            map.Problem("served", $"'served' names {Kebab.Name(Use.Deploy)} or {Kebab.Name(Use.Resell)}, the uses that serve somebody, or {Nobody}.");
        }

        return served;
    }
}
