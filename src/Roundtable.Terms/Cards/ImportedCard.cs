using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>The result of parsing published metadata.</summary>
/// <param name="Format">The format of the file, such as <c>Croissant</c>.</param>
/// <param name="Entries">The entries; everything in them is declared by the file only.</param>
/// <param name="Warnings">What could not be imported, one sentence for each field.</param>
public sealed record ImportedCard(string Format, IReadOnlyList<Entry> Entries, IReadOnlyList<string> Warnings)
{
    /// <summary>How many licences and sources could not be named: they are kept as written and count as unknown.</summary>
    public int Unnamed => Entries.Sum(e => e.Sources.Select(s => s.From).Concat(LicencesOf(e)).Count(r => r.IsAsWritten));

    private static IEnumerable<EntryReference> LicencesOf(Entry entry) => entry switch
    {
        ModelEntry model => model.Licences.Concat(model.Concluded),
        DatasetEntry dataset => dataset.Licences.Concat(dataset.Concluded),
        _ => [],
    };
}
