using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Lists of values that are records: their columns have no names and differ in kind, as in <c>["a text", "its label"]</c>.</summary>
internal static class ListRecords
{
    // A longer list is one of values, and no record.
    private const int MaxColumns = 16;

    /// <summary>Whether lists at a place are records: of one length, with a column of texts and one of something else.</summary>
    public static bool Are(FieldFacts lists) =>
        AreAlike(lists) && lists.Places.Any(IsText) && lists.Places.Any(p => p.IsLabel || p.IsIdentifier || (p.Scalars > 0 && p.Texts == 0));

    /// <summary>Whether lists at a place may be records, by their number of elements and what these are.</summary>
    public static bool AreAlike(FieldFacts lists) =>
        lists.Length is > 1 and <= MaxColumns && lists.Shortest == lists.Length && lists.Elements is { Objects: 0, Lists: 0, Texts: > 0 };

    /// <summary>The columns of records that are texts; none where lists are no records.</summary>
    public static IEnumerable<PlannedField> Fields(FieldFacts lists) => Are(lists)
        ? lists.Places.Index().Where(p => IsText(p.Item)).Select(p => new PlannedField(FormattableString.Invariant($"[{p.Index}]"), FieldRole.Text))
        : [];

    private static bool IsText(FieldFacts column) => column.IsWorded && !column.IsIdentifier && !column.IsLabel;
}
