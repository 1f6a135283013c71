using System.Globalization;
using Roundtable.Corpus.Reports;
using Roundtable.Disclosure.Standards;
using Roundtable.Terms.Registry;

namespace Roundtable.Disclosure.Forms;

/// <summary>Where figures come from, and what the sources of a subject are.</summary>
internal static class FormSources
{
    private const int MaxShares = 20;

    public static FigureSource Of(RegisteredEntry entry) => new("entry", entry.Entry.Id.ToString(), entry.Leaf);

    public static FigureSource Of(ScanReport report, long? leaf) => new("scan", report.Commitment.Root.ToString(), leaf);

    public static FigureSource Of(CountedSet set) => new("set", set.Name, set.Leaf);

    /// <summary>The entry that declares a source.</summary>
    public static FigureSource By(FormFacts facts, DeclaredSource source) =>
        EntryOf(facts, source.By) is { } entry ? Of(entry) : new FigureSource("entry", source.By.ToString(), null);

    public static RegisteredEntry? EntryOf(FormFacts facts, EntryId id) =>
        facts.Subject.Entry.Id == id ? facts.Subject : facts.Sources.Select(s => s.Entry).FirstOrDefault(e => e?.Entry.Id == id);

    /// <summary>Whether the source is a model that wrote texts of a dataset, or of what a model was trained on.</summary>
    public static bool Writes(DeclaredSource source) =>
        source.Edge.Kind is EdgeKind.MadeWith or EdgeKind.TaughtBy or EdgeKind.LabelledBy
        && (source.Entry?.Entry is ModelEntry || (source.Entry is null && (source.Edge.From.Kind == EntryKind.Model || source.Edge.Kind == EdgeKind.TaughtBy)));

    /// <summary>Others' datasets whose declared licences are all licences that SPDX lists, with which they were given to everybody.</summary>
    public static IReadOnlyList<RegisteredEntry> Published(FormFacts facts) =>
    [
        .. facts.Datasets.Where(d => d.Entry.Owner is { } owner && owner != facts.Subject.Entry.Owner
            && ((DatasetEntry)d.Entry).Licences is { Count: > 0 } licences && licences.All(l => PublishedEntry.SpdxId(l) is not null)),
    ];

    public static string LicencesOf(RegisteredEntry dataset) => string.Join(", ", ((DatasetEntry)dataset.Entry).Licences.Select(l => l.Brief));

    /// <summary>Sources that the registry has no entry for.</summary>
    public static IEnumerable<FormFigure> Unregistered(FormFacts facts) => facts.Sources.Where(s => s.Entry is null && !Writes(s)
        && !(s.By.Kind == EntryKind.Model && s.Edge.Kind is EdgeKind.DerivedFrom or EdgeKind.MergedFrom)).Select(s => new FormFigure(
        s.Edge.From.IsUnknown
            ? string.Create(CultureInfo.InvariantCulture, $"{s.Edge.Count:N0} {(s.Edge.Count == 1 ? "source" : "sources")} of {s.By.Name} that nobody named")
            : $"{s.Edge.From.Brief}, a source of {s.By.Name}, which is not registered",
        By(facts, s)));

    /// <summary>The models that wrote texts, by whether they are known to be offered to others.</summary>
    public static IEnumerable<FormFigure> Writers(FormFacts facts, bool offered)
    {
        foreach (var source in facts.Sources.Where(Writes).DistinctBy(s => (s.By, s.Edge.From)))
        {
            if ((source.Entry?.Entry is ModelEntry { Offered: true }) == offered)
            {
                var unknown = source.Entry is null ? ", which is not registered" : offered ? "" : ", of which it is not on record that others may use it";
                yield return new(
                    $"{(source.Edge.From.IsUnknown ? source.Edge.Named ?? "a model that nobody named" : source.Edge.From.Brief)}, "
                        + $"for {source.By.Name}{unknown}",
                    By(facts, source));
            }
        }

        if (offered)
        {
            yield break;
        }

        foreach (var set in facts.Sets.Where(s => s.Models.Count > 0))
        {
            yield return new($"{set.Name}: {Counts(set.Models)}", Of(set));
        }

        foreach (var (report, leaf) in facts.Scans.Where(s => s.Report.Models.Count > 0))
        {
            yield return new($"rows that name or match a model: {Shares(report.Models)}", Of(report, leaf));
        }
    }

    public static string Shares(IReadOnlyList<ReportShare> shares) => Listed([.. shares.Where(s => s.Rows > 0).Select(s => string.Create(
        CultureInfo.InvariantCulture, $"{s.Name} {100 * s.Share:0.##} % ({s.Rows:N0} {(s.Rows == 1 ? "row" : "rows")})"))]);

    public static string Counts(IReadOnlyDictionary<string, long> counts) => Listed([.. counts.OrderByDescending(c => c.Value).ThenBy(
        c => c.Key, StringComparer.Ordinal)
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value:N0} {(c.Value == 1 ? "row" : "rows")}"))]);

    private static string Listed(IReadOnlyList<string> items) => items.Count == 0 ? "none"
        : string.Join(", ", items.Take(MaxShares)) + (items.Count > MaxShares ? string.Create(
            CultureInfo.InvariantCulture, $" and {items.Count - MaxShares:N0} more") : "");
}
