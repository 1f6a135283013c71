using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Web.Site.Languages;
using Roundtable.Web.Site.Tables;
using Roundtable.Workspace.Disclosing;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Disclosures;

/// <summary>A disclosure in a table, with what lists say of it.</summary>
/// <param name="Read">The disclosure.</param>
/// <param name="Json">What lists say of it.</param>
public sealed record DisclosureRow(ReadDisclosure Read, JsonObject Json)
{
    /// <summary>What it is about.</summary>
    public string About => (string?)Json["subject"] ?? (string?)Json["name"] ?? "";

    /// <summary>How many items of a form are not answered; null where it is no form.</summary>
    public long? Missing => (long?)Json["missing"];
}

/// <summary>The columns of the table of disclosures.</summary>
internal static class DisclosureColumns
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableColumn<DisclosureRow>> All { get; } =
    [
        new("about", TLater("About"), d => d.About)
        {
            Cell = d => TableCell.Link(FormattableString.Invariant($"/disclosures/{d.Read.Document.Leaf}"), d.About),
            Sorts = true,
        },
        new("what", TLater("What"), d => (string?)d.Json["form"] is { } form ? T("form {0}", form)
            : T("commitment to {0, plural, one {# row} other {# rows}}", (long?)d.Json["rows"] ?? 0))
        {
            Sorts = true,
        },
        new("owner", TLater("Owner"), d => (string?)d.Json["owner"] ?? "") { Sorts = true },
        new("open", TLater("Open"), d => d.Missing is { } missing ? T("{0, plural, one {# item} other {# items}}", missing) : "")
        {
            Json = d => d.Missing,
            Order = d => d.Missing,
            Sorts = true,
        },
        new("audits", TLater("Audits"), d => string.Join("; ", d.Read.Audited.SelectMany(c => c.Summaries).Select(a => a.Text)) is { Length: > 0 } audits
            ? audits : T("none")),
        new("published", TLater("Published (UTC)"), d => d.Read.Document.Time.Moment())
        {
            Json = d => d.Read.Document.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            Order = d => d.Read.Document.Time,
            Sorts = true,
        },
        new("leaf", TLater("Leaf"), d => d.Read.Document.Leaf.ToString(CultureInfo.InvariantCulture))
        {
            Json = d => d.Read.Document.Leaf,
            Order = d => d.Read.Document.Leaf,
            Sorts = true,
            IsNumber = true,
            IsExtra = true,
        },
    ];
}
