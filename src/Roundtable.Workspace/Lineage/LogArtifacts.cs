using System.Globalization;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Lineage;

/// <summary>Things as log, sessions and registry show them: <c>leaf:12</c>, <c>session:…</c>, <c>model:…</c>, <c>dataset:…</c>.</summary>
/// <param name="registry">The registry.</param>
/// <param name="log">The log; null where it cannot be read.</param>
/// <param name="sessions">The session files.</param>
public sealed class LogArtifacts(RegistrySnapshot registry, LogStore? log, SessionStore sessions) : IArtifacts
{
    /// <summary>What the id of a fused answer begins with; the id of its session follows.</summary>
    public const string AnswerPrefix = "answer:";

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
                    ? recorded.Inputs.Select(i => new LineageEdge(EdgeKind.MadeWith, OfLeaf(i), false))
                    : [],
            ],
        };
    }

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

        return EntryReference.TryParse(id) is { } reference && registry.Find(reference) is { Entry: ModelEntry or DatasetEntry } entry
            ? Of(entry)
            : DeclaredSources.Unknown(registry, id) ?? Unknown(id, $"'{id}', which the registry does not have");
    }

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
            LeafKind.ExternalTranscript => Unknown(id, $"the imported transcript of {place}"),
            _ => Unknown(id, place),
        };
    }

    /// <summary>A leaf. Its neighbours are kept for a while: who asks for one mostly asks for those next.</summary>
    private Leaf? Read(long index)
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

        return Leaf.Parse(leaves[(int)(index % BlockSize)].Span);
    }

    private static Artifact Unknown(string id, string title) => new(id, ArtifactKind.Unknown, title);
}
