using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Rulings;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Workspace.Students;

/// <summary>
/// A student on the record: its use of its teachers' answers is ruled on first, and a refusal is on the record; what was taught is registered as taught by the
/// labels, whose lineage leads to every answer.
/// </summary>
/// <param name="workspace">The data directory.</param>
/// <param name="access">The registry and the lineage.</param>
/// <param name="intent">The use: <c>distil</c>, by whoever asks, today.</param>
internal sealed class StudentRecord(WorkspaceContext workspace, RegistryAccess access, Intent intent)
{
    /// <summary>How much of a student's digest its version is.</summary>
    private const int VersionLength = 12;

    /// <summary>The name of a student.</summary>
    /// <param name="name">The name that is wanted, with or without <c>student/</c>.</param>
    /// <exception cref="WorkspaceException">When it can be no name.</exception>
    public static string NameOf(string name)
    {
        var full = name.StartsWith(StudentFolder.NamePrefix, StringComparison.Ordinal) ? name : StudentFolder.NamePrefix + name;
        return EntryId.IsName(full) && full.Length > StudentFolder.NamePrefix.Length && !full.Contains(':', StringComparison.Ordinal)
            ? full
            : throw new WorkspaceException(
                ErrorKind.InvalidInput, $"'{Neutralise.Line(name)}' cannot be the name of a student: use letters, digits, dots, hyphens and underscores.");
    }

    /// <summary>Rules on teaching a student by labels. Nothing is learned before this returns.</summary>
    /// <param name="name">The student's name.</param>
    /// <param name="labels">The leaves of the labels.</param>
    /// <param name="also">What the texts came from, as far as somebody said.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">
    /// When it is denied (<see cref="ErrorKind.Denied"/>) or unknown (<see cref="ErrorKind.Unsettled"/>): the refusal is on the record.
    /// </exception>
    public async Task<Ruling> RuleAsync(
        string name, IReadOnlyList<long> labels, IReadOnlyList<LineageEdge> also, CancellationToken cancellation)
    {
        var rulings = new SetRulings(access.Registry, access.Artifacts, intent);
        var groups = labels.Select((l, i) => rulings.Rule([Edge(l), .. also], i + 1, cancellation).Group).ToHashSet();
        var ruling = rulings.Whole(groups, name, "the student " + name[StudentFolder.NamePrefix.Length..], cancellation);
        if (!ruling.IsAllowed)
        {
            await using var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation);
            var leaf = await AppendAsync(log, ruling, RulingWriter.Json(ruling), labels, cancellation);
            throw new WorkspaceException(
                ruling.Outcome == Outcome.Denied ? ErrorKind.Denied : ErrorKind.Unsettled,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Nothing was taught: {Kebab.Name(intent.Use)} is {RulingText.Answer(ruling.Outcome)} for what taught {name}: ")
                    + $"{RulingReason.Of(ruling)}. " + string.Create(CultureInfo.InvariantCulture, $"The refusal is on the record as leaf {leaf}."));
        }

        SetStudents.CheckName(ruling.Conditions.OfType<Condition.NamePrefix>().Select(c => c.Prefix), name, "of a student of this panel");
        return ruling;
    }

    /// <summary>The student as an entry of the registry, as far as the registry takes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="digest">SHA-256 of its bytes.</param>
    /// <param name="also">What the texts came from, as far as somebody said: with the day on which it was obtained, where the registry has one.</param>
    /// <exception cref="WorkspaceException">When the registry does not take it.</exception>
    public IReadOnlyList<Entry> Settle(string name, Digest digest, IReadOnlyList<LineageEdge> also) => RegistryAppender.Check(
        access,
        [
            new ModelEntry
            {
                Id = new EntryId(EntryKind.Model, name, digest.ToString()[..VersionLength]),
                Owner = intent.As,
                Kinds = [ModelKind.Classifier],
                Obtained = intent.On,
                Sources = [.. also.Select(e => (Source: EntryReference.TryParse(e.From), e.On)).Where(e => e.Source is not null).Select(e => new SourceEdge(
                    EdgeKind.MadeWith, e.Source!, e.On ?? Obtained(access.Registry.Find(e.Source!)?.Entry), null))],
            },
        ]);

    /// <summary>Puts a student on the record: the ruling with the digests of what was made under it, and the model with its teachers.</summary>
    /// <param name="log">The log.</param>
    /// <param name="settled">The entry.</param>
    /// <param name="ruling">The ruling.</param>
    /// <param name="made">Digests of the student's files, by name.</param>
    /// <param name="labels">The leaves of the labels.</param>
    /// <param name="cancellation">Stops before anything is appended.</param>
    public async Task<(RegisteredEntry Model, long Ruling)> RegisterAsync(
        RecordLog log,
        IReadOnlyList<Entry> settled,
        Ruling ruling,
        IEnumerable<(string File, Digest Digest)> made,
        IReadOnlyList<long> labels,
        CancellationToken cancellation)
    {
        var json = RulingWriter.Json(ruling);
        json["made"] = new JsonObject(made.Select(m => KeyValuePair.Create(m.File, (JsonNode?)m.Digest.ToString())));
        var leaf = await AppendAsync(log, ruling, json, labels, cancellation);
        var model = (await RegistryAppender.AppendAllAsync(log, settled, [.. labels.Order()], workspace.Time, cancellation))[0];
        await log.PublishAsync();
        return (model, leaf);
    }

    /// <summary>What a run's labels rest on, as the log has it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="leaf">The leaf of its labels.</param>
    /// <exception cref="WorkspaceException">When the log has no such leaf, or its labels are not those of the run's folder.</exception>
    public StudentTeacherSource Teacher(LabelFolder run, long leaf)
    {
        var id = run.Run.Plan.Id;
        var labels = string.Create(CultureInfo.InvariantCulture, $"{LogArtifacts.LabelPrefix}{id}@{leaf}");
        try
        {
            if (access.Log is not { } log || access.Artifacts.LeafOfLabels(labels) is null
                || log.Content(RecordLog.ReadLeaf(log, leaf, log.Leaves(leaf).First().Span).Document!.Value) is not { } document)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData,
                    string.Create(CultureInfo.InvariantCulture, $"The log of this data directory does not have the labels of run {id} (leaf {leaf})."));
            }

            var json = JsonNode.Parse(document)!;
            if ((string?)json["labels"] != Digest.Of(File.ReadAllBytes(run.Run.FilePath(LabelFolder.LabelsName))).ToString())
            {
                throw new WorkspaceException(
                    ErrorKind.BadData,
                    string.Create(CultureInfo.InvariantCulture, $"The labels of run {id} are not those that leaf {leaf} committed to: ")
                        + $"'roundtable label --recompute {id}' makes them anew.");
            }

            var models = run.Run.Plan.Panel.Select(s => s.Model.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            var ranges = json["ballots"]!["ranges"]!.AsArray().Select(r => new[] { (long)r![0]!, (long)r[1]! });
            return new StudentTeacherSource(labels, leaf, [.. models], [.. ranges]);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new WorkspaceException(
                ErrorKind.BadData, string.Create(CultureInfo.InvariantCulture, $"Leaf {leaf} does not say what the labels of run {id} rest on."), e);
        }
    }

    /// <summary>The day on which a source was obtained, as its entry says; null where it does not.</summary>
    internal static DateOnly? Obtained(Entry? entry) =>
        entry switch { DatasetEntry dataset => dataset.Obtained, ModelEntry model => model.Obtained, _ => null };

    private static LineageEdge Edge(long leaf) => new(EdgeKind.MadeWith, LogArtifacts.OfLeaf(leaf), false);

    private Task<long> AppendAsync(RecordLog log, Ruling ruling, JsonObject json, IEnumerable<long> labels, CancellationToken cancellation) =>
        RulingRecord.AppendAsync(
            log,
            ruling.Findings.Select(f => f.Ground.Terms).OfType<RegisteredEntry>().DistinctBy(e => e.Digest),
            labels,
            null,
            json,
            workspace.Time,
            cancellation);
}
