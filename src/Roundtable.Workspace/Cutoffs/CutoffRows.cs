using System.Globalization;
using System.Text.Json;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Terms.Cutoffs;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Cutoffs;

/// <summary>
/// The rows of scanned corpora: what each says of itself, and what its scan found. Rows that came from the same are looked at once. Where files are not what
/// was scanned any more, the scan's labels are all there is, and that is a question.
/// </summary>
/// <param name="access">The registry and the lineage.</param>
/// <param name="rules">The bars.</param>
/// <param name="notes">Receives what is found.</param>
/// <param name="graph">Knows what came of findings.</param>
/// <param name="on">The day of the audit.</param>
internal sealed class CutoffRows(RegistryAccess access, CutoffRules rules, CutoffNotes notes, CutoffGraph graph, DateOnly on)
{
    private const int MaxKept = 100_000;

    private readonly RowArtifacts _artifacts = new(access.Artifacts);
    private readonly Dictionary<string, Found> _found = new(StringComparer.Ordinal);
    private readonly RowProvenance _provenance = new();
    private readonly Dictionary<string, (long Remaining, long Of)> _rows = new(StringComparer.Ordinal);

    /// <summary>By the id of a corpus, how many of its rows came of no finding, and how many there are.</summary>
    public IReadOnlyDictionary<string, (long Remaining, long Of)> Rows => _rows;

    /// <summary>Looks at the rows of a report's corpus.</summary>
    public void Read(string report, CancellationToken cancellation)
    {
        try
        {
            var (folder, plan) = ScanFolder.Existing(report);
            if (folder.Finished() is not { } finished)
            {
                notes.Ask("unread", report, "the scan is not finished", report);
                return;
            }

            _found.Clear();
            var groups = finished.Groups.ToDictionary(g => g.Key, g => ScanRuling.Sources(access.Registry, g), StringComparer.Ordinal);
            var corpus = "corpus:" + Path.GetFileName(Path.TrimEndingDirectorySeparator(folder.Path));
            if (plan.Files.All(ScanPlan.IsSame))
            {
                var json = plan.Files.Where(f => f.Rows.Format.IsJson()).Select(f => f.File.Name).ToHashSet(StringComparer.Ordinal);
                new LabelledRows(plan, folder.Labels()).Read(
                    _ => true, (label, _, bytes) => Row(corpus, groups, label, json.Contains(label.File) ? bytes : default), cancellation);
                return;
            }

            notes.Ask(
                "unread", corpus, "its files changed since they were scanned, or are not where they were: what rows say of themselves was not read", report);
            foreach (var (label, _) in RowLabels.Read(folder.Labels()))
            {
                cancellation.ThrowIfCancellationRequested();
                Row(corpus, groups, label, default);
            }
        }
        catch (Exception e) when (e is WorkspaceException or IOException or InvalidDataException or JsonException or UnauthorizedAccessException)
        {
            notes.Ask("unread", report, e.Message.TrimEnd('.'), report);
        }
    }

    private void Row(string corpus, Dictionary<string, IReadOnlyList<LineageEdge>> groups, RowLabel label, ReadOnlySpan<byte> bytes)
    {
        notes.Look("row");
        var isRead = Provenance(label, RowObject.In(bytes));
        var group = ReportGroup.KeyOf(label.Origin, label.Evidence);
        var isNamed = label.Evidence.Any(e => e.Kind is EvidenceKind.Recorded or EvidenceKind.Declared or EvidenceKind.Attested or EvidenceKind.Matched
            && (e.Model is not null || e.Leaf is not null));
        var key = $"{isNamed}\n{(isRead ? _provenance.Key : "")}\n{group}";
        if (!_found.TryGetValue(key, out var found))
        {
            if (_found.Count >= MaxKept)
            {
                _found.Clear();
            }

            _found[key] = found = Find(isRead, isNamed, groups.GetValueOrDefault(group, []));
        }

        var place = string.Create(CultureInfo.InvariantCulture, $"row:{label.File}:{label.Row}");
        foreach (var source in found.Reached)
        {
            graph.Add(source, corpus, isTarget: true);
        }

        if (found.Answer is { Status: CutoffStatus.Barred } barred)
        {
            notes.Add(new CutoffFinding(place, "row", barred));
            graph.Add(place);
            graph.Add(place, corpus, isTarget: true);
        }
        else if (found.Answer is { Status: CutoffStatus.Open } open)
        {
            notes.Ask(open, place);
        }
        else if (found.IsSilent)
        {
            Phrases(label, place);
        }

        var (remaining, of) = _rows.GetValueOrDefault(corpus);
        var isTouched = found.Reached.Count > 0 || found.Answer is { Status: CutoffStatus.Barred };
        _rows[corpus] = (remaining + (isTouched ? 0 : 1), of + 1);
    }

    /// <summary>Whether a row says where it came from.</summary>
    private bool Provenance(RowLabel label, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return false;
        }

        try
        {
            _provenance.Read(bytes);
            return _provenance.Artifact(access.Registry, on).Edges.Count > 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"row:{label.File}:{label.Row}");
            notes.Ask("unread", label.File, "what a row says of itself cannot be read", place);
            return false;
        }
    }

    /// <summary>What is found of all rows that came from the same.</summary>
    private Found Find(bool isRead, bool isNamed, IReadOnlyList<LineageEdge> scanned)
    {
        // What a row says of itself has its day; what the scan made of the same words has none. What the log recorded counts beside both.
        var licences = scanned.Where(e => e.From.StartsWith(RowArtifacts.LicencePrefix, StringComparison.Ordinal));
        IEnumerable<LineageEdge> edges = isRead ? [.. _provenance.Artifact(access.Registry, on).Edges, .. scanned.Where(e => !e.Declared), .. licences]
            : isNamed ? scanned : licences;
        List<string> reached = [];
        CutoffAnswer? worst = null;
        foreach (var (artifact, edge) in edges.SelectMany(Members))
        {
            if (graph.Has(artifact.Id))
            {
                reached.Add(artifact.Id);
            }

            var answer = rules.Of(artifact, edge);
            worst = worst is null || answer.Status > worst.Status ? answer : worst;
        }

        return new Found(worst, reached, !isRead && !isNamed);
    }

    /// <summary>A source, or of a session or labels the answers in it.</summary>
    private IEnumerable<(Artifact Artifact, LineageEdge Edge)> Members(LineageEdge edge)
    {
        var artifact = _artifacts.Find(edge.From);
        if (artifact.Kind != ArtifactKind.Set)
        {
            // A call is its leaf.
            var leaf = edge.From.StartsWith(LogArtifacts.CallPrefix, StringComparison.Ordinal)
                ? access.LeafOfCall(edge.From[LogArtifacts.CallPrefix.Length..])
                : null;
            return [(leaf is { } index ? artifact with { Id = LogArtifacts.OfLeaf(index) } : artifact, edge)];
        }

        return artifact.Edges.Select(e => (_artifacts.Find(e.From), e)).Append((artifact, edge));
    }

    /// <summary>Words by which a model or its vendor names itself in a row that declares nothing.</summary>
    private void Phrases(RowLabel label, string place)
    {
        if (!rules.IsBarredByAnybody)
        {
            return;
        }

        // Turns of phrase that people have too are no question to anybody.
        foreach (var evidence in label.Evidence.Where(e => e.Kind == EvidenceKind.SelfIdentified && (e.Model is not null || e.Strength >= Strength.Moderate)))
        {
            var models = evidence.Model is { } named ? access.Registry.Models(named).Models : [];
            var answers = models.Select(m => rules.Of(access.Artifacts.Of(m), new LineageEdge(EdgeKind.MadeWith, m.Entry.Id.ToString(), true))).ToList();
            if (answers.Count == 0 || answers.Exists(a => a.Status != CutoffStatus.Clear))
            {
                var why = evidence.Model is null ? "a row's own words say that a model wrote them and not which, and nothing declares where the row came from"
                    : "a row's own words name it, and nothing declares where the row came from";
                notes.Ask("phrase", evidence.Model ?? evidence.Summary, why, place);
                return;
            }
        }
    }

    /// <summary>What was found of rows.</summary>
    /// <param name="Answer">The worst answer about a source; null without sources.</param>
    /// <param name="Reached">Sources that are findings or came of one.</param>
    /// <param name="IsSilent">Whether nothing declares where the rows came from.</param>
    private sealed record Found(CutoffAnswer? Answer, IReadOnlyList<string> Reached, bool IsSilent);
}
