using System.Globalization;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Scanning;

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
        var more = diff.Changes.Count > MaxRows ? $" (the first {MaxRows} of {Number(diff.Changes.Count)})" : "";
        return new SideBySide(
            "run",
            new ComparedThing(left.Plan.Id, Kebab.Name(left.Plan.Kind)) { Simulated = left.Plan.Panel.Any(s => s.Model.Simulated) },
            new ComparedThing(right.Plan.Id, Kebab.Name(right.Plan.Kind)) { Simulated = right.Plan.Panel.Any(s => s.Model.Simulated) },
            $"{Number(diff.Both)} items in both: {Number(diff.Same)} the same, {Number(diff.Changes.Count)} changed; {Number(diff.OnlyA)} only in the left, "
                + $"{Number(diff.OnlyB)} only in the right{(diff.OtherText > 0 ? $"; {Number(diff.OtherText)} have the same id and another text" : "")}"
                + $"{(diff.Waiting > 0 ? $"; {Number(diff.Waiting)} more wait for people, and are not told before" : "")}.",
            [
                new ComparedTable("Shares", [.. diff.Shares.OrderByDescending(s => s.Value.A + s.Value.B).Take(MaxRows).Select(s => new ComparedRow(
                    s.Key, Share(s.Value.A, diff.Both), Share(s.Value.B, diff.Both)))]),
                new ComparedTable("Changed items" + more, [.. diff.Changes.Take(MaxRows).Select(c => new ComparedRow(c.Id, c.A, c.B))]),
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
            new ComparedThing(left.Report.Plan.ToString()[..12], left.Folder.Path, $"{Number(left.Report.Rows)} rows"),
            new ComparedThing(right.Report.Plan.ToString()[..12], right.Folder.Path, $"{Number(right.Report.Rows)} rows"),
            $"{Number(difference.Same)} rows are in both with the same origin; {Number(difference.Added)} were added, {Number(difference.Removed)} removed, "
                + $"{Number(difference.Edited)} edited, and {Number(difference.Changed.Sum(c => c.Rows))} have another origin.",
            [
                new ComparedTable("Origins", [.. origins.Select(o => new ComparedRow(o, Rows(left.Report, o), Rows(right.Report, o)))]),
                new ComparedTable("Rows whose origin changed", [.. difference.Changed.Select(c => new ComparedRow(
                    $"{Number(c.Rows)} rows, first {Place(c.First)}", Kebab.Name(c.From), Kebab.Name(c.To)))]),
                new ComparedTable("Rows added, removed and edited: the first of each", [
                    .. difference.AddedRows.Select(r => new ComparedRow("added", null, Place(r))),
                    .. difference.RemovedRows.Select(r => new ComparedRow("removed", Place(r), null)),
                    .. difference.EditedRows.Select(r => new ComparedRow("edited", Place(r.From), Place(r.To))),
                ]),
            ]);

        static string? Rows(ScanReport report, string origin) => report.Origins.FirstOrDefault(s => s.Name == origin) is { } share
            ? $"{Number(share.Rows)} rows, {ScanText.Percent(share)}" : null;
    }

    /// <summary>Two disclosures, by what changed.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <param name="changes">What changed from the first to the second.</param>
    public static SideBySide Disclosures(ReadDisclosure left, ReadDisclosure right, IReadOnlyList<DisclosureChange> changes) => new(
        "disclosure",
        Thing(left),
        Thing(right),
        changes.Count == 0 ? "Nothing changed." : $"{changes.Count} {(changes.Count == 1 ? "place" : "places")} changed.",
        [new ComparedTable("What changed", [.. changes.Select(c => new ComparedRow(c.Where, c.Before, c.After))])]);

    private static ComparedThing Thing(ReadDisclosure disclosure)
    {
        var row = disclosure.Row();
        return new ComparedThing(
            disclosure.Document.Leaf.ToString(CultureInfo.InvariantCulture),
            (string?)row["subject"] ?? (string?)row["name"] ?? "",
            (string?)row["form"] is { } form ? $"form {form}" : "commitment");
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(int count, int of) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} ({100.0 * count / Math.Max(1, of):0.0} %)");

    private static string Place(RowPlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.File}:{place.Row}");
}
