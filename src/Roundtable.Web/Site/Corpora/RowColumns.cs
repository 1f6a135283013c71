using System.Globalization;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Web.Site.Languages;
using Roundtable.Web.Site.Tables;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Corpora;

/// <summary>The columns of the table of a corpus's rows.</summary>
internal static class RowColumns
{
    /// <summary>All of them.</summary>
    /// <param name="corpus">The corpus.</param>
    public static IReadOnlyList<TableColumn<RowLabel>> Of(ScannedCorpus corpus) =>
    [
        new("file", TLater("File"), r => r.File) { Cell = r => TableCell.Link(corpus.Row(r.File, r.Row), r.File), Sorts = true },
        new("row", TLater("Row"), r => r.Row.ToString(CultureInfo.InvariantCulture)) { Json = r => r.Row, Order = r => r.Row, Sorts = true, IsNumber = true },
        new("origin", TLater("Origin"), r => Named(r.Origin)) { Json = r => Kebab.Name(r.Origin), Sorts = true },
        new("words", TLater("Words"), r => r.Words.Grouped()) { Json = r => r.Words, Order = r => r.Words, Sorts = true, IsNumber = true },
        new("evidence", TLater("Evidence"), r => string.Join("; ", r.Evidence.Select(e => $"{Named(e.Kind)}: {RuleText.Of(e.Summary)}"))),
        new("equal", TLater("Repeats"), r => r.Repeats is { } first ? $"{first.File}:{first.Row}" : "") { Sorts = true, IsExtra = true },
        new("language", TLater("Language"), r => r.Language ?? "") { Sorts = true, IsExtra = true },
        new("tokens", TLater("Tokens"), r => r.Tokens?.Grouped() ?? "") { Json = r => r.Tokens, Order = r => r.Tokens, Sorts = true, IsNumber = true,
            IsExtra = true },
        new("sensitive", TLater("Keys or personal data"), r => r.IsSensitive ? T("yes") : T("no")) { Json = r => r.IsSensitive, Sorts = true, IsExtra = true },
        new("contaminated", TLater("Test items"), r => r.IsContaminated ? T("yes") : T("no")) { Json = r => r.IsContaminated, Sorts = true, IsExtra = true },
    ];
}
