using System.Text;
using Roundtable.Annotation.Runs;
using Roundtable.Deliberation.Recording;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;

namespace Roundtable.Workspace.Runs;

/// <summary>
/// Which recorded answers a run uses again instead of asking: those that succeeded, are not erased, that whoever asks may read, and whose model is the one
/// that the alias still serves.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="index">The index of answers.</param>
/// <param name="run">Id of the run: its own answers are used whatever else is said.</param>
/// <param name="reuse">Which answers of others are used.</param>
/// <param name="mayRead">Whether whoever asks may read what a session or run said; null where they may read everything.</param>
public sealed class RecordedAnswerReader(RecordLog log, AnswerIndex index, string run, Reuse reuse, Func<string, bool>? mayRead)
{
    private const int BundleWidth = 256;
    private const int MaxBundles = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, IReadOnlyList<ReadOnlyMemory<byte>>> _bundles = [];
    private readonly Queue<long> _order = [];

    /// <summary>The answer to a call; null where there is none that may be used.</summary>
    public ValueTask<RecalledAnswer?> RecallAsync(SeatCall call, CancellationToken cancellation)
    {
        if (index.Find(call.Key) is not { } number || number >= log.Size)
        {
            return ValueTask.FromResult<RecalledAnswer?>(null);
        }

        cancellation.ThrowIfCancellationRequested();
        var bytes = LeafBytes(number);
        var leaf = RecordLog.ReadLeaf(log.Store, number, bytes.Span);

        // The index is not believed: it may be that of another log, or damaged.
        if (CallKey.Of(leaf) != call.Key || leaf is not { Output: { } output, Producer: { } producer, Refused: false, FinishReason: not "length" })
        {
            return ValueTask.FromResult<RecalledAnswer?>(null);
        }

        var ofRun = string.Equals(leaf.Session, run, StringComparison.Ordinal);
        if ((!ofRun && !MayUse(leaf, producer)) || log.Store.Content(output) is not { } text)
        {
            return ValueTask.FromResult<RecalledAnswer?>(null);
        }

        var answer = new RecordedAnswer(
            Encoding.UTF8.GetString(text),
            new Receipt(number, new Digest(MerkleTree.LeafHash(bytes.Span)), output),
            leaf.Refused,
            leaf.Usage,
            producer.Served,
            leaf.CostUsd)
        { Upstream = producer.Upstream, IsBatch = leaf.DurationMs is null };
        var isOwn = ofRun && string.Equals(leaf.Call, call.Name, StringComparison.Ordinal);
        return ValueTask.FromResult<RecalledAnswer?>(new RecalledAnswer(answer, isOwn, leaf.DurationMs ?? 0));
    }

    /// <summary>Notes an answer that was asked for.</summary>
    public void Remember(SeatCall call, RecordedAnswer answer) => index.Add(
        call.Key, answer.Receipt.Leaf, call.Seated.Connection, call.Seated.Seat.Model.Name, answer.Served, usable: answer is { Cut: false, Refused: false });

    private bool MayUse(Leaf leaf, Producer producer) =>
        reuse != Reuse.None
        && (mayRead is null || (leaf.Session is { } session && mayRead(session)))
        && (reuse == Reuse.Any || index.Serves(producer.Connection, producer.Requested) == (true, producer.Served));

    /// <summary>The bytes of a leaf. Whole bundles are kept a while: what is used again was mostly recorded one after the other.</summary>
    private ReadOnlyMemory<byte> LeafBytes(long number)
    {
        var bundle = number / BundleWidth;
        lock (_lock)
        {
            if (_bundles.TryGetValue(bundle, out var known))
            {
                return known[(int)(number % BundleWidth)];
            }
        }

        if ((bundle + 1) * BundleWidth > log.Size)
        {
            return log.Store.Leaves(number).First();
        }

        var leaves = log.Store.Leaves(bundle * BundleWidth).Take(BundleWidth).ToList();
        lock (_lock)
        {
            if (_bundles.TryAdd(bundle, leaves))
            {
                _order.Enqueue(bundle);
                if (_order.Count > MaxBundles)
                {
                    _bundles.Remove(_order.Dequeue());
                }
            }
        }

        return leaves[(int)(number % BundleWidth)];
    }
}
