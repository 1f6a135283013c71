using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Web.Site.Languages;
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace.Sets;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Sets;

/// <summary>The columns of the table of training sets.</summary>
internal static class SetColumns
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableColumn<StoredSet>> All { get; } =
    [
        new("name", TLater("Set"), s => s.Manifest.Name) { Cell = s => TableCell.Link(FormattableString.Invariant($"/sets/{s.Leaf}"), s.Manifest.Name),
            Sorts = true },
        new("rows", TLater("Rows"), s => s.Manifest.Rows.Grouped()) { Json = s => s.Manifest.Rows, Order = s => s.Manifest.Rows, Sorts = true,
            IsNumber = true },
        new("format", TLater("Format"), s => s.Manifest.Format) { Sorts = true },
        new("source", TLater("Made of"), s => s.Manifest.Source) { Sorts = true },
        new("use", TLater("For"), s => Kebab.Name(s.Manifest.Use)) { Sorts = true },
        new("outcome", TLater("Ruling then"), s => RulingText.Answer(s.Manifest.Outcome))
        {
            Cell = s => TableCell.Outcome(Kebab.Name(s.Manifest.Outcome), RulingText.Answer(s.Manifest.Outcome)),
            Json = s => Kebab.Name(s.Manifest.Outcome),
            Sorts = true,
        },
        new("time", TLater("Made (UTC)"), s => s.Time.Moment()) { Json = s => s.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), Order = s =>
            s.Time, Sorts = true },
        new("leaf", TLater("Leaf"), s => s.Leaf.ToString(CultureInfo.InvariantCulture)) { Json = s => s.Leaf, Order = s => s.Leaf, Sorts = true,
            IsNumber = true, IsExtra = true },
        new("folder", TLater("Folder"), s => s.Folder) { IsExtra = true },
    ];
}
