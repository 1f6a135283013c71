using System.Globalization;
using Roundtable.Corpus.Origins;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Lineage;

/// <summary>
/// Things as log, sessions and registry show them: <c>leaf:12</c>, <c>session:…</c>, <c>model:…</c>, <c>dataset:…</c>, <c>call:…</c>.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="log">The log; null where it cannot be read.</param>
/// <param name="sessions">The session files.</param>
/// <param name="leafOfCall">Finds the leaf of a call through the gateway by its id.</param>
/// <param name="newestHeld">Finds the newest leaf that a name of the index stands for.</param>
public sealed class LogArtifacts(
    RegistrySnapshot registry, LogStore? log, SessionStore sessions, Func<string, long?> leafOfCall, Func<string, long?> newestHeld) : IArtifacts
{
    /// <summary>
    /// What the id of a run's labels begins with: the id of the run follows, and after an at sign the leaf; without a leaf the newest labels are meant.
    /// </summary>
    public const string LabelPrefix = LabelSource.Prefix;

    /// <summary>What the id of a fused answer begins with; the id of its session follows.</summary>
    public const string AnswerPrefix = "answer:";

    /// <summary>What the id of a call through the gateway begins with as a thing.</summary>
    public const string CallPrefix = "call:";

    /// <summary>Stands before a leaf whose contents are not here: nobody can see what they were.</summary>
    private const string WithheldPrefix = "withheld:";

    private const int MaxKept = 20_000;
    private const int BlockSize = 256;
    private const int MaxBlocks = 64;

    private readonly Dictionary<string, Artifact> _found = new(StringComparer.Ordinal);
    private readonly long _size = log?.Head.Size ?? 0;
    private readonly Dictionary<long, IReadOnlyList<ReadOnlyMemory<byte>>> _blocks = [];

    /// <summary>The id of a leaf as a thing.</summary>
    public static string OfLeaf(long index) => string.Create(CultureInfo.InvariantCulture, $"leaf:{index}");

    /// <inheritdoc/>
    public Artifact Find(string id)
    {
        if (!_found.TryGetValue(id, out var thing))
        {
            if (_found.Count >= MaxKept)
            {
                _found.Clear();
            }

            _found[id] = thing = Look(id);
        }

        return thing;
    }

    /// <summary>A session as a set of what was said in it.</summary>
    public static Artifact OfSession(SessionDocument session) => new($"session:{session.Id}", ArtifactKind.Set, $"session {session.Id}")
    {
        Edges =
        [
            .. SpokenText.Of(session).Select(s => s.Receipt.Leaf).Distinct().Order().Select(l => new LineageEdge(EdgeKind.MadeWith, OfLeaf(l), false)),
        ],
    };

    /// <summary>The id of a fused answer as a thing.</summary>
    public static string OfAnswer(string session) => AnswerPrefix + session;

    /// <summary>A fused answer: made with every answer whose words it rests on, with the moderator that wrote it, and with the reviews that chose it.</summary>
    public static Artifact Of(FusedSession session) => new(OfAnswer(session.Id), ArtifactKind.Set, $"the fused answer of session {session.Id}")
    {
        Edges =
        [
            .. FusedSources.Of(session).Select(s => s.Receipt.Leaf).Distinct().Order().Select(l => new LineageEdge(EdgeKind.MadeWith, OfLeaf(l), false)),
        ],
    };

    /// <summary>A registered model or dataset; what its leaf was made of is recorded, what it says of itself is declared.</summary>
    public Artifact Of(RegisteredEntry entry)
    {
        var id = entry.Entry.Id;
        return new Artifact(id.ToString(), id.Kind == EntryKind.Model ? ArtifactKind.Model : ArtifactKind.Dataset, $"the {Kebab.Name(id.Kind)} {id.Name}")
        {
            Entry = entry,
            Edges =
            [
                .. DeclaredSources.Edges(registry, entry.Entry),
                .. entry.Leaf is { } leaf && Read(leaf) is { } recorded
                    ? recorded.Inputs.Select(i => new LineageEdge(KindOf(id, i), OfLeaf(i), false))
                    : [],
            ],
        };
    }

    /// <summary>A model that was made of a panel's labels was taught by the panel; everything else was made with what it names.</summary>
    private EdgeKind KindOf(EntryId made, long input) =>
        made.Kind == EntryKind.Model && Read(input)?.Kind == LeafKind.Label ? EdgeKind.TaughtBy : EdgeKind.MadeWith;

    private Artifact Look(string id)
    {
        if (id.StartsWith("leaf:", StringComparison.Ordinal) && long.TryParse(id.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return OfRecorded(id, index);
        }

        if (id.StartsWith("session:", StringComparison.Ordinal))
        {
            return sessions.TryRead(id["session:".Length..]) is { } session
                ? OfSession(session)
                : Unknown(id, $"{id["session:".Length..]}, a session that is not here");
        }

        if (id.StartsWith(AnswerPrefix, StringComparison.Ordinal))
        {
            return sessions.TryRead(id[AnswerPrefix.Length..]) is FusedSession session
                ? Of(session)
                : Unknown(id, $"the fused answer of {id[AnswerPrefix.Length..]}, a session that is not here or has none");
        }

        if (id.StartsWith(CallPrefix, StringComparison.Ordinal))
        {
            var call = id[CallPrefix.Length..];
            return leafOfCall(call) is { } found ? OfRecorded(id, found) : Unknown(id, $"the call {Neutralise.Line(call)}, which this log does not have");
        }

        if (id.StartsWith(LabelPrefix, StringComparison.Ordinal))
        {
            return LeafOfLabels(id) is { } labels
                ? OfRecorded(id, labels)
                : Unknown(id, $"{Neutralise.Line(id[LabelPrefix.Length..])}, labels that this log does not have");
        }

        if (id.StartsWith(WithheldPrefix, StringComparison.Ordinal))
        {
            return Unknown(id, $"what leaf {id[WithheldPrefix.Length..]} holds, which is not stored");
        }

        return EntryReference.TryParse(id) is { } reference && registry.Find(reference) is { Entry: ModelEntry or DatasetEntry } entry
            ? Of(entry)
            : DeclaredSources.Unknown(registry, id) ?? Unknown(id, $"'{id}', which the registry does not have");
    }

    /// <summary>The leaf of a run's labels; null where the log has none of that name: what another log says of them is not known here.</summary>
    public long? LeafOfLabels(string id) => LabelSource.Parse(id) is { } labels
        ? Read(labels.Leaf) is { Kind: LeafKind.Label } leaf && leaf.Session == labels.Run ? labels.Leaf : null
        : newestHeld(id);

    private Artifact OfRecorded(string id, long index)
    {
        if (Read(index) is not { } leaf)
        {
            return Unknown(id, string.Create(CultureInfo.InvariantCulture, $"leaf {index}, which this log does not have"));
        }

        IReadOnlyList<LineageEdge> edges = [.. leaf.Inputs.Select(i => new LineageEdge(EdgeKind.MadeWith, OfLeaf(i), false))];
        var place = string.Create(CultureInfo.InvariantCulture, $"leaf {index}");
        return leaf.Kind switch
        {
            LeafKind.ModelOutput => new Artifact(
                id, ArtifactKind.Output, $"the answer of {leaf.Producer?.Served ?? leaf.Producer?.Requested ?? "a model"} in {place}")
            {
                Edges = edges,
                Producer = leaf.Producer,
                Terms = leaf.Terms,
                Day = DateOnly.FromDateTime(leaf.Time.UtcDateTime),
                Simulated = leaf.Simulated,
            },
            LeafKind.Exchange when leaf.Producer is { } producer => new Artifact(
                id, ArtifactKind.Output, $"the answer of {producer.Served ?? producer.Requested} in {place}")
            {
                Edges = IsStored(index)
                    ? edges
                    : [.. edges, new LineageEdge(EdgeKind.MadeWith, string.Create(CultureInfo.InvariantCulture, $"{WithheldPrefix}{index}"), false)],
                Producer = producer,
                Terms = leaf.Terms,
                Day = DateOnly.FromDateTime(leaf.Time.UtcDateTime),
            },
            LeafKind.HumanContribution or LeafKind.Regrouping => new Artifact(id, ArtifactKind.Human, $"what a person wrote in {place}") { Edges = edges },
            LeafKind.SessionClosed or LeafKind.SessionOpened => new Artifact(id, ArtifactKind.Set, $"the session of {place}")
            {
                Edges = leaf.Kind == LeafKind.SessionClosed ? edges : [],
            },
            LeafKind.Model or LeafKind.Dataset when registry.All().FirstOrDefault(e => e.Leaf == index) is { } entry => Of(entry) with { Id = id },
            LeafKind.ToolCall => new Artifact(
                id,
                ArtifactKind.Returned,
                $"what the tool {leaf.Producer?.Requested ?? "of an answer"} of {leaf.Producer?.Connection ?? "nobody"} returned in {place}")
            {
                Terms = leaf.Terms,
                Day = DateOnly.FromDateTime(leaf.Time.UtcDateTime),
            },
            // The plan of the run is no source of the labels: it says what was asked, and its words went into the prompts of the answers.
            LeafKind.Label => new Artifact(id, ArtifactKind.Set, $"the labels of run {leaf.Session} in {place}")
            {
                Edges = [.. edges.Zip(leaf.Inputs, (e, i) => (e, i)).Where(e => Read(e.i)?.Kind != LeafKind.Run).Select(e => e.e)],
            },
            // The ruling that the set was made under is no source of it.
            LeafKind.TrainingSet => new Artifact(id, ArtifactKind.Set, $"the training set in {place}")
            {
                Edges = [.. edges.Zip(leaf.Inputs, (e, i) => (e, i)).Where(e => Read(e.i)?.Kind != LeafKind.Ruling).Select(e => e.e), .. Declared(index)],
            },
            LeafKind.Run => new Artifact(id, ArtifactKind.Set, $"the plan of run {leaf.Session} in {place}"),
            LeafKind.Gold => new Artifact(id, ArtifactKind.Human, $"what people drew or labelled in {place}"),
            LeafKind.ExternalTranscript => Unknown(id, $"the imported transcript of {place}"),
            _ => Unknown(id, place),
        };
    }

    /// <summary>What the document of a training set declares; where it cannot be read, something that nobody can see.</summary>
    private IReadOnlyList<LineageEdge> Declared(long index)
    {
        try
        {
            return Bytes(index) is { } bytes && RecordLog.ReadLeaf(log!, index, bytes.Span).Document is { } digest && log!.Content(digest) is { } document
                ? EdgeJson.DeclaredBy(document)
                : Nothing();
        }
        catch (FormatException)
        {
            return Nothing();
        }

        IReadOnlyList<LineageEdge> Nothing() =>
            [new LineageEdge(EdgeKind.MadeWith, string.Create(CultureInfo.InvariantCulture, $"{WithheldPrefix}{index}"), false)];
    }

    /// <summary>Whether what an exchange answered is stored: its text, or where there is none the response.</summary>
    private bool IsStored(long index) =>
        Bytes(index) is { } bytes && RecordLog.ReadLeaf(log!, index, bytes.Span) is var leaf && (leaf.Output ?? leaf.Raw) is { } answer
        && log!.Content(answer) is not null;

    private Leaf? Read(long index) => Bytes(index) is { } bytes ? Leaf.Parse(bytes.Span) : null;

    /// <summary>A leaf. Its neighbours are kept for a while: who asks for one mostly asks for those next.</summary>
    private ReadOnlyMemory<byte>? Bytes(long index)
    {
        if (log is null || index < 0 || index >= _size)
        {
            return null;
        }

        var block = index / BlockSize;
        if (!_blocks.TryGetValue(block, out var leaves))
        {
            if (_blocks.Count >= MaxBlocks)
            {
                _blocks.Clear();
            }

            _blocks[block] = leaves = [.. log.Leaves(block * BlockSize).Take(BlockSize)];
        }

        return leaves[(int)(index % BlockSize)];
    }

    private static Artifact Unknown(string id, string title) => new(id, ArtifactKind.Unknown, title);
}
