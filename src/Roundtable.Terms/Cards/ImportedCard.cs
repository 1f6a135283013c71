using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Cards;

/// <summary>The result of parsing published metadata.</summary>
/// <param name="Format">The format of the file, such as <c>Croissant</c>.</param>
/// <param name="Entries">The entries; everything in them is declared by the file only.</param>
/// <param name="Warnings">What could not be imported, one sentence for each field.</param>
public sealed record ImportedCard(string Format, IReadOnlyList<Entry> Entries, IReadOnlyList<string> Warnings)
{
    /// <summary>How many licences and sources could not be named: they are kept as they are written and count as unknown.</summary>
    public int Unnamed => Entries.Sum(e => e.Sources.Where(s => s.From.IsUnknown).Sum(s => s.Count) + UnknownsOf(e).Count);

    private static IReadOnlyList<string> UnknownsOf(Entry entry) => entry switch
    {
        ModelEntry model => model.Unknowns,
        DatasetEntry dataset => dataset.Unknowns,
        _ => [],
    };
}
