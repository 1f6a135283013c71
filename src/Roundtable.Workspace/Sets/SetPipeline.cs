using System.Collections.Concurrent;
using Roundtable.Record.Entries;
using Roundtable.Workspace.Sets.Manifests;
using Roundtable.Workspace.Sets.Rows;
using Roundtable.Workspace.Sets.Rulings;

namespace Roundtable.Workspace.Sets;

/// <summary>
/// Brings rows into a set in batches: what depends on a row alone is done by several threads, what depends on the rows before it by the thread that adds rows,
/// in their order. So the bytes are the same whatever the number of threads.
/// </summary>
/// <param name="writer">Writes the set.</param>
/// <param name="record">Takes note of what is in the set.</param>
/// <param name="worker">Makes what a thread needs.</param>
/// <param name="threads">How many batches are worked on at a time; with one, everything is done by the thread that adds rows.</param>
/// <param name="leftOut">Counts rows that are left out, by reason.</param>
internal sealed class SetPipeline(SetWriter writer, SetRecord record, Func<SetWorker> worker, int threads, SortedDictionary<string, long> leftOut) : IDisposable
{
    private const int MaxRows = 128;
    private const int MaxText = 1 << 18;

    // Who waits for the oldest batch finds it done, or does it: some more than there are threads.
    private readonly int _ahead = threads == 1 ? 1 : 2 * threads;
    private readonly ConcurrentBag<SetWorker> _idle = [];
    private readonly HashSet<UInt128> _seen = [];
    private readonly Queue<Batch> _prepared = [];
    private readonly Queue<Batch> _placed = [];
    private readonly Stack<Batch> _free = [];
    private readonly List<string> _texts = [];
    private Batch _open = new();

    /// <summary>Adds a row that may be used.</summary>
    /// <param name="row">The row, with everything that it came from.</param>
    /// <param name="content">What it teaches in the set's format.</param>
    /// <param name="lineage">What was found about what it came from.</param>
    public void Add(SetRow row, SetContent content, RuledLineage lineage)
    {
        _open.Rows.Add(new SetCandidate(row, content, lineage));
        _texts.Clear();
        content.AddTexts(_texts);
        foreach (var text in _texts)
        {
            _open.Text += text.Length;
        }

        if (_open.Rows.Count == MaxRows || _open.Text >= MaxText)
        {
            Prepare();
        }
    }

    /// <summary>Writes what was added and is not written yet.</summary>
    public void Complete()
    {
        Prepare();
        while (_prepared.TryDequeue(out var batch))
        {
            Place(batch);
        }

        while (_placed.TryDequeue(out var batch))
        {
            Write(batch);
        }
    }

    /// <summary>Leaves out a row.</summary>
    /// <param name="reason">Why, in kebab-case.</param>
    public void LeaveOut(string reason) => leftOut[reason] = leftOut.GetValueOrDefault(reason) + 1;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Where it was given up, threads may still be at work; what they do touches no file.
        foreach (var batch in _prepared.Concat(_placed))
        {
            _ = Task.WaitAny(batch.Work);
        }

        foreach (var idle in _idle)
        {
            idle.Dispose();
        }
    }

    private void Prepare()
    {
        var batch = _open;
        _open = _free.TryPop(out var free) ? free : new Batch();
        batch.Work = Start(batch, static (worker, batch) =>
        {
            foreach (var row in batch.Rows)
            {
                worker.Prepare(row, batch.Written);
            }
        });
        _prepared.Enqueue(batch);
        while (_prepared.Count >= _ahead)
        {
            Place(_prepared.Dequeue());
        }
    }

    /// <summary>Gives the rows of a batch their places, unless they are there already.</summary>
    private void Place(Batch batch)
    {
        batch.Work.GetAwaiter().GetResult();
        foreach (var row in batch.Rows)
        {
            if (row.Reason.Length > 0)
            {
                LeaveOut(row.Reason);
            }
            else if (!_seen.Add(row.Hash))
            {
                LeaveOut("duplicate");
            }
            else if (!row.IsExpressible)
            {
                LeaveOut("not-expressible");
            }
            else
            {
                row.Place = writer.Place(row.Row, row.Lineage, row.Part);
                record.Add(row.Lineage, row.Row.Sources, row.Row.Origin);
            }
        }

        batch.Work = Start(batch, static (worker, batch) =>
        {
            foreach (var row in batch.Rows)
            {
                if (row.Place is not null)
                {
                    worker.WriteLine(row, batch.Lines);
                }
            }
        });
        _placed.Enqueue(batch);
        while (_placed.Count >= _ahead)
        {
            Write(_placed.Dequeue());
        }
    }

    private void Write(Batch batch)
    {
        batch.Work.GetAwaiter().GetResult();
        Span<byte> hash = stackalloc byte[Digest.Length];
        foreach (var row in batch.Rows)
        {
            if (row.Place is { } place)
            {
                row.LineHash.CopyTo(hash);
                writer.Add(place, batch.Written.Slice(row.Start, row.Length), batch.Lines.Slice(row.LineStart, row.LineLength), hash);
            }
        }

        batch.Clear();
        _free.Push(batch);
    }

    private Task Start(Batch batch, Action<SetWorker, Batch> work)
    {
        if (threads > 1)
        {
            return Task.Run(() => Run(batch, work));
        }

        Run(batch, work);
        return Task.CompletedTask;
    }

    private void Run(Batch batch, Action<SetWorker, Batch> work)
    {
        var mine = _idle.TryTake(out var idle) ? idle : worker();
        work(mine, batch);
        _idle.Add(mine);
    }

    /// <summary>Rows that are worked on together.</summary>
    private sealed class Batch
    {
        public List<SetCandidate> Rows { get; } = new(MaxRows);

        /// <summary>The rows as the format has them.</summary>
        public SetBuffer Written { get; } = new(1 << 16);

        /// <summary>The lines beside them.</summary>
        public SetBuffer Lines { get; } = new(1 << 16);

        /// <summary>How many characters the rows have.</summary>
        public long Text { get; set; }

        public Task Work { get; set; } = Task.CompletedTask;

        public void Clear()
        {
            Rows.Clear();
            Written.Cut(0);
            Lines.Cut(0);
            Text = 0;
        }
    }
}
