using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Scanning;

/// <summary>Whether a corpus may be used for something: a ruling on each group of rows that came from the same, and on all together.</summary>
public sealed class ScanRuling
{
    private readonly RowRulings _rulings;
    private readonly IReadOnlyList<(ReportGroup Group, RowGroup Ruled)> _groups;

    private ScanRuling(Intent intent, RowRulings rulings, IReadOnlyList<(ReportGroup Group, RowGroup Ruled)> groups) =>
        (Intent, _rulings, _groups) = (intent, rulings, groups);

    /// <summary>What was asked.</summary>
    public Intent Intent { get; }

    /// <summary>The answer for all rows together.</summary>
    public Outcome Outcome => _rulings.Outcome;

    /// <summary>The groups of rows that are ruled on alike, with what they came from, most rows first.</summary>
    public IReadOnlyList<(RowGroup Ruled, IReadOnlyList<ReportGroup> From)> Groups =>
        [.. _groups.GroupBy(g => g.Ruled).Select(g => (g.Key, (IReadOnlyList<ReportGroup>)[.. g.Select(x => x.Group)])).OrderByDescending(g => g.Key.Rows)];

    /// <summary>Rows that may be used together.</summary>
    public long Remaining => _rulings.Remaining().Sum(g => g.Rows);

    /// <summary>Rules on a report's rows.</summary>
    public static ScanRuling Of(RegistryAccess access, ScanReport report, Intent intent, CancellationToken cancellation)
    {
        var rulings = new RowRulings(access.Registry, new RowArtifacts(access.Artifacts), intent);
        List<(ReportGroup, RowGroup)> groups = [];
        foreach (var group in report.Groups)
        {
            cancellation.ThrowIfCancellationRequested();
            var ruled = rulings.GroupOf(group.Key, () => Artifact(access.Registry, group), cancellation);
            rulings.Count(ruled, group.First.Row, group.Rows);
            groups.Add((group, ruled));
        }

        return new ScanRuling(intent, rulings, groups);
    }

    /// <summary>The answer for each group, by its key.</summary>
    public IReadOnlyDictionary<string, Outcome> Outcomes() => _groups.ToDictionary(g => g.Group.Key, g => g.Ruled.Ruling.Outcome, StringComparer.Ordinal);

    /// <summary>The answer in a sentence or two.</summary>
    public string Says()
    {
        var counts = string.Join(
            ", ",
            Enum.GetValues<Outcome>().Select(o => (Outcome: o, Rows: _rulings.Groups.Where(g => g.Ruling.Outcome == o).Sum(g => g.Rows))).Where(o => o.Rows > 0)
                .Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Rows:N0} {RulingText.Answer(o.Outcome)}")));
        var conditions = _rulings.Conditions.Count > 0 ? $" To be kept: {string.Join("; ", _rulings.Conditions.Select(c => c.Instruction))}." : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{UseText.Doing(Intent.Use, "this corpus")}: {RulingText.Answer(Outcome)}. Of {_rulings.Rows:N0} rows: {counts}. {Remaining:N0} may be used "
                + $"together.{conditions}");
    }

    /// <summary>The ruling as JSON.</summary>
    public JsonObject Json() => new()
    {
        ["use"] = Kebab.Name(Intent.Use),
        ["on"] = Intent.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["as"] = Intent.As,
        ["outcome"] = Kebab.Name(Outcome),
        ["says"] = Says(),
        ["notice"] = RulingText.NotAdvice,
        ["remaining"] = Remaining,
        ["groups"] = Document.Array(Groups, g => new JsonObject
        {
            ["outcome"] = Kebab.Name(g.Ruled.Ruling.Outcome),
            ["rows"] = g.Ruled.Rows,
            ["from"] = Document.Array(g.From.Take(20), f => From(f)),
            ["ruling"] = RulingWriter.Json(g.Ruled.Ruling),
        }),
    };

    /// <summary>What a group of rows came from, in words.</summary>
    public static string From(ReportGroup group)
    {
        List<string> parts = [Kebab.Name(group.Origin)];
        parts.AddRange(group.Models);
        parts.AddRange(group.Licences.Select(l => $"under {l}"));
        if (group.Leaf is { } leaf)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"leaf {leaf}"));
        }

        return string.Join(", ", parts);
    }

    private static Artifact Artifact(RegistrySnapshot registry, ReportGroup group) =>
        new("rows", ArtifactKind.Set, "this group of rows") { Edges = Sources(registry, group) };

    /// <summary>What a group of rows came from, as far as the scan found it: leaves, models, licences.</summary>
    internal static IReadOnlyList<LineageEdge> Sources(RegistrySnapshot registry, ReportGroup group)
    {
        List<LineageEdge> edges = [];
        if (group.Leaf is { } leaf)
        {
            // The log knows what a declaration only says.
            edges.Add(new LineageEdge(EdgeKind.MadeWith, string.Create(CultureInfo.InvariantCulture, $"leaf:{leaf}"), false));
        }
        else
        {
            edges.AddRange(
                group.Models.SelectMany(m => LabelSource.Parse(m) is not null
                        ? [m]
                        : registry.Models(m).Models.Select(k => k.Entry.Id.ToString()).DefaultIfEmpty($"model:{m}"))
                    .Select(id => new LineageEdge(EdgeKind.MadeWith, id, true)));
        }

        edges.AddRange(group.Licences.Select(l => new LineageEdge(EdgeKind.MadeWith, RowArtifacts.LicencePrefix + l, true)));
        if (group.Origin is Corpus.Origins.Origin.Synthetic or Corpus.Origins.Origin.Mixed && group is { Leaf: null, Models.Count: 0 })
        {
            edges.Add(new LineageEdge(EdgeKind.MadeWith, "model:not-named", true));
        }

        return edges;
    }
}
