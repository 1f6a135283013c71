using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Batches;

/// <summary>Where a call stands.</summary>
internal enum SlotKind
{
    /// <summary>In a file that is not submitted, or at the provider.</summary>
    Waiting,

    /// <summary>There is a line for it in the results of its submission.</summary>
    Line,

    /// <summary>Its submission ended without a line for it.</summary>
    NoLine,

    /// <summary>Its submission was refused as a whole.</summary>
    Refused,

    /// <summary>Its submission never reached the provider.</summary>
    NotTaken,

    /// <summary>Its submission found the provider's queue full: it is submitted again, and that does not count.</summary>
    QueueFull,
}

/// <summary>Where one call stands.</summary>
/// <param name="Submission">The submission that it is in.</param>
/// <param name="Kind">How it stands there.</param>
/// <param name="Submissions">How often it was submitted by this process.</param>
/// <param name="Learned"><see cref="BatchModel.Learned"/> when its request was written.</param>
/// <param name="Offset">Where its line begins in the results.</param>
/// <param name="Length">Length of the line in bytes.</param>
internal readonly record struct Slot(string Submission, SlotKind Kind, int Submissions, int Learned, long Offset = 0, int Length = 0);

/// <summary>Where each call of a run stands, by its key: some hundred bytes a call, the requests and results stay on the disk.</summary>
internal sealed class BatchSlots(string directory) : IDisposable
{
    private readonly Dictionary<Digest, Slot> _slots = [];
    private readonly Dictionary<string, SafeFileHandle> _results = new(StringComparer.Ordinal);

    /// <summary>Finds what an earlier process left, and removes files that belong to no submission.</summary>
    /// <exception cref="InvalidDataException">When a file is missing.</exception>
    public void Load(IReadOnlyList<BatchState> states)
    {
        var kept = states.Where(s => s.Phase != BatchPhase.Refused).ToList();
        foreach (var path in Directory.EnumerateFiles(directory).Where(p => Path.GetExtension(p) is ".requests" or ".results"))
        {
            if (!kept.Exists(s => s.Submission == Path.GetFileNameWithoutExtension(path)))
            {
                File.Delete(path);
            }
        }

        foreach (var state in kept)
        {
            foreach (var key in KeysOf(state.Submission))
            {
                _slots[key] = new Slot(state.Submission, SlotKind.Waiting, 0, 0);
            }

            if (state.Phase == BatchPhase.Fetched)
            {
                Take(state.Submission);
            }
        }
    }

    /// <summary>Where a call stands; null where it was never asked for.</summary>
    public Slot? Find(Digest key) => _slots.TryGetValue(key, out var slot) ? slot : null;

    /// <summary>Notes where a call stands.</summary>
    public void Set(Digest key, Slot slot) => _slots[key] = slot;

    /// <summary>The keys of a submission, as its file of requests has them.</summary>
    /// <exception cref="InvalidDataException">When the file is missing.</exception>
    public HashSet<Digest> KeysOf(string submission)
    {
        var path = BatchFiles.Requests(directory, submission);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path} is missing: which calls the batch holds is not known.");
        }

        HashSet<Digest> keys = [];
        BatchFiles.Scan(path, (_, _, key) => keys.UnionWith(key is { } named ? [named] : []));
        return keys;
    }

    /// <summary>Notes how all calls of a submission stand that ended without results.</summary>
    public void End(string submission, SlotKind kind)
    {
        foreach (var key in KeysOf(submission))
        {
            ref var slot = ref CollectionsMarshal.GetValueRefOrNullRef(_slots, key);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref slot) && slot.Submission == submission)
            {
                slot = slot with { Kind = kind, Submissions = kind == SlotKind.QueueFull ? Math.Max(0, slot.Submissions - 1) : slot.Submissions };
            }
        }
    }

    /// <summary>Finds the line of each call in the results of a submission; the first one for a call counts.</summary>
    /// <returns>What could not be used.</returns>
    public BatchFaults Take(string submission)
    {
        var open = KeysOf(submission);
        var all = open.Count;
        HashSet<Digest> seen = [];
        var (notJson, duplicates, foreign) = (0, 0, 0);
        BatchFiles.Scan(BatchFiles.Results(directory, submission), (offset, length, named) =>
        {
            if (named is not { } key)
            {
                notJson++;
            }
            else if (open.Remove(key))
            {
                seen.Add(key);
                if (Find(key) is { } slot && slot.Submission == submission)
                {
                    _slots[key] = slot with { Kind = SlotKind.Line, Offset = offset, Length = length };
                }
            }
            else if (seen.Contains(key))
            {
                duplicates++;
            }
            else
            {
                foreign++;
            }
        });
        foreach (var key in open)
        {
            if (Find(key) is { } slot && slot.Submission == submission)
            {
                _slots[key] = slot with { Kind = SlotKind.NoLine };
            }
        }

        return new BatchFaults(notJson, duplicates, foreign, all - seen.Count);
    }

    /// <summary>The line of a call.</summary>
    public byte[] Read(Slot slot)
    {
        if (!_results.TryGetValue(slot.Submission, out var file))
        {
            file = _results[slot.Submission] = File.OpenHandle(BatchFiles.Results(directory, slot.Submission), share: FileShare.ReadWrite | FileShare.Delete);
        }

        var line = new byte[slot.Length];
        for (int at = 0, read; at < line.Length; at += read)
        {
            read = RandomAccess.Read(file, line.AsSpan(at), slot.Offset + at);
            if (read == 0)
            {
                throw new InvalidDataException($"{BatchFiles.Results(directory, slot.Submission)} is shorter than it was: results of a batch are missing.");
            }
        }

        return line;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _results.Values)
        {
            file.Dispose();
        }
    }
}
