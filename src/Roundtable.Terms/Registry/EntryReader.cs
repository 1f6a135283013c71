using System.Globalization;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Registry;

/// <summary>Parses registry entries from YAML, or from JSON as in the log; docs/formats/registry.md describes both.</summary>
public static class EntryReader
{
    /// <summary>Parses the entries of a text; everything that is wrong with it is added to <paramref name="problems"/>.</summary>
    /// <returns>The entries that could be parsed; use them only where there is no problem.</returns>
    public static IReadOnlyList<Entry> Read(string text, IList<YamlProblem> problems) =>
        [.. YamlMap.ParseAll(text, problems).Select(m => ReadEntry(m, problems)).OfType<Entry>()];

    /// <summary>Parses an entry from the JSON in the log; null where the bytes are not an entry.</summary>
    public static Entry? ReadJson(ReadOnlySpan<byte> json)
    {
        List<YamlProblem> problems = [];
        var entry = YamlMap.OfJson(json, problems) is { } map ? ReadEntry(map, problems) : null;
        return problems.Count == 0 ? entry : null;
    }

    private static Entry? ReadEntry(YamlMap map, IList<YamlProblem> problems)
    {
        // A provider has the key 'terms' too: the first kind that matches decides.
        var key = Kebab.Names<EntryKind>().FirstOrDefault(map.Has);
        if (key is null)
        {
            map.Problem(map.Itself, $"The kind of entry is missing: name it under one of {string.Join(", ", Kebab.Names<EntryKind>())}.");
            return null;
        }

        var before = problems.Count;
        _ = Kebab.TryParse<EntryKind>(key, out var kind);
        Entry entry = kind switch
        {
            EntryKind.Organisation => ReadOrganisation(map, problems),
            EntryKind.Provider => ReadProvider(map, problems),
            EntryKind.Model => ReadModel(map, problems),
            EntryKind.Dataset => ReadDataset(map, problems),
            _ => TermsReader.Read(map, ReadId(map, EntryKind.Terms), problems),
        };
        entry = entry with
        {
            Revision = map.Whole("revision", 1, 1_000_000) ?? 1,
            Correction = map.Text("correction"),
            Title = map.Text("title"),
            Note = map.Text("note"),
            Publication = kind is EntryKind.Model or EntryKind.Dataset ? Publication.Read(map) : Publication.None,
        };
        if (entry.Revision > 1 != entry.Correction is not null)
        {
            map.Problem(
                entry.Correction is null ? "revision" : "correction",
                entry.Correction is null
                    ? "A revision after the first needs 'correction': what was wrong."
                    : "A correction needs a revision number: write 'revision: 2', or the next free number.");
        }

        map.End();
        return problems.Count == before ? entry : null;
    }

    private static EntryId ReadId(YamlMap map, EntryKind kind)
    {
        var key = Kebab.Name(kind);
        var name = map.RequiredText(key) ?? "";
        if (name.Length > 0 && !EntryId.IsName(name))
        {
            map.Problem(key, $"'{name}' is not a valid name: use letters, digits and . _ - / : + (at most 200 of them).");
        }
        else if (name == EntryReference.Unknown.Name)
        {
            map.Problem(key, $"'{name}' stands for what nobody can name: nothing can be registered under it.");
        }

        var version = map.RequiredText("version") ?? "";
        if (version.Length > 0 && !EntryId.IsVersion(version))
        {
            map.Problem("version", $"'{version}' is not a valid version: use letters, digits and . _ - + (at most 200 of them).");
        }

        return new EntryId(kind, name, version);
    }

    private static OrganisationEntry ReadOrganisation(YamlMap map, IList<YamlProblem> problems) => new()
    {
        Id = ReadId(map, EntryKind.Organisation),
        Region = Regions(map, "region").FirstOrDefault(),
        Users = map.Count("users"),
        Revenue = map.Count("revenue"),
        Owners = [.. map.List("owners").Select(n => ReadOwner(n, problems)).OfType<OwnerShare>()],
        DefaultTerms = References(map, "default-terms", EntryKind.Terms),
        Access = AccessReader.Read(map, problems),
    };

    private static OwnerShare? ReadOwner(YamlNode node, IList<YamlProblem> problems)
    {
        if (YamlMap.Of(node, "An owner", problems) is not { } map)
        {
            return null;
        }

        if (!map.Has("organisation"))
        {
            map.Problem(node, "'organisation' is missing: the name of the owner.");
        }

        var owner = new OwnerShare(Name(map, "organisation") ?? "", map.Number("share", 0, 100));
        map.End();
        return owner;
    }

    private static ProviderEntry ReadProvider(YamlMap map, IList<YamlProblem> problems) => new()
    {
        Id = ReadId(map, EntryKind.Provider),
        Owner = Name(map, "whose"),
        Route = map.Choice<RouteKind>("route"),
        Terms = References(map, "terms", EntryKind.Terms),
        Access = AccessReader.Read(map, problems),
    };

    private static ModelEntry ReadModel(YamlMap map, IList<YamlProblem> problems) => new()
    {
        Id = ReadId(map, EntryKind.Model),
        Owner = Name(map, "vendor"),
        Family = map.Text("family"),
        Weights = map.Choice<Weights>("weights"),
        Licences = References(map, "licence", EntryKind.Terms),
        Concluded = References(map, "concluded", EntryKind.Terms),
        Matches = [.. map.TextOrTexts("matches").Select(t => t.Text)],
        Kinds = map.Choices<ModelKind>("kind"),
        Offered = map.Flag("offered"),
        Unknowns = [.. map.TextOrTexts("unknown").Select(t => t.Text)],
        Obtained = map.Day("obtained"),
        Sources = SourceReader.Read(map, problems),
    };

    private static DatasetEntry ReadDataset(YamlMap map, IList<YamlProblem> problems) => new()
    {
        Id = ReadId(map, EntryKind.Dataset),
        Owner = Name(map, "whose"),
        Licences = References(map, "licence", EntryKind.Terms),
        Concluded = References(map, "concluded", EntryKind.Terms),
        Origin = map.Choice<Origin>("origin") ?? Origin.Unknown,
        Collection = map.Text("collection"),
        Parts = [.. map.TextOrTexts("parts").Select(t => t.Text)],
        Rows = map.Count("rows"),
        Unknowns = [.. map.TextOrTexts("unknown").Select(t => t.Text)],
        Obtained = map.Day("obtained"),
        Sources = SourceReader.Read(map, problems),
    };

    /// <summary>First and last day of a period; the first is null where it is missing, or written as <c>unknown</c>.</summary>
    internal static (DateOnly? From, DateOnly? Until) Days(YamlMap map)
    {
        if (!map.Has("from"))
        {
            map.Problem(map.Itself, "'from' is missing: the first day on which it applies, such as 2026-01-31, or unknown.");
        }

        var (from, until) = (IsUnknown(map) ? null : map.Day("from"), map.Day("until"));
        if (from is { } first && until is { } last && last < first)
        {
            map.Problem("until", string.Create(CultureInfo.InvariantCulture, $"'until' is {last:yyyy-MM-dd}, before 'from', which is {first:yyyy-MM-dd}."));
        }

        return (from, until);
    }

    /// <summary>Whether the first day of a period is one that nobody knows.</summary>
    internal static bool IsUnknown(YamlMap map) => (map.Node("from") as YamlScalarNode)?.Value == "unknown";

    /// <summary>The name of an organisation, or null.</summary>
    internal static string? Name(YamlMap map, string key) => Names(map, key).FirstOrDefault();

    /// <summary>ISO 3166-1 codes of two letters, or <c>EU</c>.</summary>
    internal static IReadOnlyList<string> Regions(YamlMap map, string key)
    {
        var regions = map.TextOrTexts(key);
        foreach (var (node, text) in regions.Where(r => !Clauses.Regions.IsRegion(r.Text)))
        {
            map.Problem(node, $"Unknown region '{text}': use a code of two capital letters, such as FR, or EU.");
        }

        return [.. regions.Select(r => r.Text)];
    }

    /// <summary>Names of organisations or models.</summary>
    internal static IReadOnlyList<string> Names(YamlMap map, string key)
    {
        var names = map.TextOrTexts(key);
        foreach (var (node, text) in names.Where(n => !EntryId.IsName(n.Text)))
        {
            map.Problem(node, $"'{text}' is not a valid name: use letters, digits and . _ - / : +");
        }

        return [.. names.Select(n => n.Text)];
    }

    private static List<EntryReference> References(YamlMap map, string key, EntryKind kind) =>
        [.. map.TextOrTexts(key).Select(t => Reference(map, t, kind)).OfType<EntryReference>()];

    /// <summary>A reference to an entry of a kind, or of any; null with a problem where it is not one.</summary>
    internal static EntryReference? Reference(YamlMap map, WrittenText written, EntryKind? kind)
    {
        var reference = EntryReference.TryParse(written.Text);
        if (reference is null || (kind is not null && reference.Kind is not null && reference.Kind != kind))
        {
            var form = kind is null ? "model:NAME or dataset:NAME, with or without @VERSION" : "NAME or NAME@VERSION";
            map.Problem(written.Node, $"'{written.Text}' is not a valid reference to {(kind is null ? "a source" : Kebab.Name(kind.Value))}: write {form}.");
            return null;
        }

        return kind is null ? reference : reference with { Kind = kind };
    }
}
