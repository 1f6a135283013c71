using System.Globalization;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace.Registry;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Registry;

/// <summary>The columns of the table of the registry's entries.</summary>
internal static class EntryColumns
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableColumn<RegisteredEntry>> All { get; } =
    [
        new("name", TLater("Name"), e => e.Entry.Id.Name) { Cell = e => TableCell.Link(RegistryAddress.Of(e.Entry.Id), e.Entry.Id.Name), Sorts = true },
        new("version", TLater("Version"), e => e.Entry.Id.Version) { Sorts = true },
        new("kind", TLater("Kind"), e => Named(e.Entry.Id.Kind)) { Json = e => Kebab.Name(e.Entry.Id.Kind), Sorts = true },
        new("what", TLater("What"), e => EntryText.InALine(e.Entry)),
        new("record", TLater("On the record"), e => e.Leaf is { } leaf ? T("leaf {0}", leaf) : T("starter set"))
        {
            Json = e => e.Leaf,
            Order = e => e.Leaf,
            Sorts = true,
        },
        new("revision", TLater("Revision"), e => e.Entry.Revision.ToString(CultureInfo.InvariantCulture))
        {
            Json = e => e.Entry.Revision,
            Order = e => e.Entry.Revision,
            Sorts = true,
            IsNumber = true,
            IsExtra = true,
        },
        new("digest", TLater("Digest"), e => e.Digest.ToString()) { IsExtra = true },
    ];
}
