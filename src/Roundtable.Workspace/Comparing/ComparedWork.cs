using System.Globalization;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Scanning;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Workspace.Comparing;

/// <summary>Runs, scans and disclosures in the form in which two sessions or panels are compared; what is in it is what their own verbs say.</summary>
public static class ComparedWork
{
    private const int MaxRows = 200;

    /// <summary>Two runs, by the shares of what they say and item by item. What people are to label first is not told.</summary>
    /// <exception cref="WorkspaceException">When one of them is damaged.</exception>
    public static SideBySide Runs(WorkspaceContext workspace, RunFolder left, RunFolder right)
    {
        var diff = RunDiff.Of((left.Plan, WaitingItems.Of(workspace, left).Results()), (right.Plan, WaitingItems.Of(workspace, right).Results()));
        var more = diff.Changes.Count > MaxRows ? T(" (the first {0} of {1})", MaxRows, Number(diff.Changes.Count)) : "";
        return new SideBySide(
            "run",
            new ComparedThing(left.Plan.Id, Kebab.Name(left.Plan.Kind)) { Simulated = left.Plan.Panel.Any(s => s.Model.Simulated) },
            new ComparedThing(right.Plan.Id, Kebab.Name(right.Plan.Kind)) { Simulated = right.Plan.Panel.Any(s => s.Model.Simulated) },
            T("{0} items in both: {1} the same, {2} changed; {3} only in the left, {4} only in the right", Number(diff.Both), Number(diff.Same),
                Number(diff.Changes.Count), Number(diff.OnlyA), Number(diff.OnlyB))
                + (diff.OtherText > 0 ? T("; {0} have the same id and another text", Number(diff.OtherText)) : "")
                + (diff.Waiting > 0 ? T("; {0} more wait for people, and are not told before", Number(diff.Waiting)) : "") + ".",
            [
                new ComparedTable(T("Shares"), [.. diff.Shares.OrderByDescending(s => s.Value.A + s.Value.B).Take(MaxRows).Select(s => new ComparedRow(
                    s.Key, Share(s.Value.A, diff.Both), Share(s.Value.B, diff.Both)))]),
                new ComparedTable(T("Changed items") + more, [.. diff.Changes.Take(MaxRows).Select(c => new ComparedRow(c.Id, c.A, c.B))]),
            ]);
    }

    /// <summary>Two scans, by what became of the rows and by the shares of origins.</summary>
    /// <param name="left">The first folder with its report.</param>
    /// <param name="right">The second.</param>
    /// <param name="difference">What became of the rows.</param>
    public static SideBySide Scans((ScanFolder Folder, ScanReport Report) left, (ScanFolder Folder, ScanReport Report) right, RowDifference difference)
    {
        var origins = left.Report.Origins.Concat(right.Report.Origins).Select(s => s.Name).Distinct(StringComparer.Ordinal);
        return new SideBySide(
            "scan",
            new ComparedThing(left.Report.Plan.ToString()[..12], left.Folder.Path, T("{0, plural, one {# row} other {# rows}}", left.Report.Rows)),
            new ComparedThing(right.Report.Plan.ToString()[..12], right.Folder.Path, T("{0, plural, one {# row} other {# rows}}", right.Report.Rows)),
            T("{0} rows are in both with the same origin; {1} were added, {2} removed, {3} edited, and {4} have another origin.", Number(difference.Same),
                Number(difference.Added), Number(difference.Removed), Number(difference.Edited), Number(difference.Changed.Sum(c => c.Rows))),
            [
                new ComparedTable(T("Origins"), [.. origins.Select(o => new ComparedRow(o, Rows(left.Report, o), Rows(right.Report, o)))]),
                new ComparedTable(T("Rows whose origin changed"), [.. difference.Changed.Select(c => new ComparedRow(
                    T("{0, plural, one {# row} other {# rows}}, first {1}", c.Rows, Place(c.First)), Named(c.From), Named(c.To)))]),
                new ComparedTable(T("Rows added, removed and edited: the first of each"), [
                    .. difference.AddedRows.Select(r => new ComparedRow(T("added"), null, Place(r))),
                    .. difference.RemovedRows.Select(r => new ComparedRow(T("removed"), Place(r), null)),
                    .. difference.EditedRows.Select(r => new ComparedRow(T("edited"), Place(r.From), Place(r.To))),
                ]),
            ]);

        static string? Rows(ScanReport report, string origin) => report.Origins.FirstOrDefault(s => s.Name == origin) is { } share
            ? T("{0, plural, one {# row} other {# rows}}, {1}", share.Rows, ScanText.Percent(share)) : null;
    }

    /// <summary>Two disclosures, by what changed.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <param name="changes">What changed from the first to the second.</param>
    public static SideBySide Disclosures(ReadDisclosure left, ReadDisclosure right, IReadOnlyList<DisclosureChange> changes) => new(
        "disclosure",
        Thing(left),
        Thing(right),
        changes.Count == 0 ? T("Nothing changed.") : T("{0, plural, one {# place} other {# places}} changed.", changes.Count),
        [new ComparedTable(T("What changed"), [.. changes.Select(c => new ComparedRow(c.Where, c.Before, c.After))])]);

    private static ComparedThing Thing(ReadDisclosure disclosure)
    {
        var row = disclosure.Row();
        return new ComparedThing(
            disclosure.Document.Leaf.ToString(CultureInfo.InvariantCulture),
            (string?)row["subject"] ?? (string?)row["name"] ?? "",
            (string?)row["form"] is { } form ? T("form {0}", form) : T("commitment"));
    }

    private static string Number(long number) => number.ToString("N0", Reader.Culture);

    private static string Share(int count, int of) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} ({100.0 * count / Math.Max(1, of):0.0} %)");

    private static string Place(RowPlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Row}");
}
