using System.Collections.Concurrent;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Gateway;

/// <summary>The calls under way, and the last ones that were recorded, by id; older ones are found in the index.</summary>
public sealed class RecentCalls
{
    private const int MaxRecorded = 20_000;
    private const long UnderWay = -1;

    private readonly ConcurrentDictionary<string, long> _calls = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _recorded = new();
    private int _count; // of recorded ones: the queue would count its parts each time

    /// <summary>A new id: 128 random bits.</summary>
    public string Begin()
    {
        var id = string.Create(36, 0, static (text, _) =>
        {
            Span<byte> random = stackalloc byte[16];
            Salts.Fill(random);
            "call".CopyTo(text);
            Convert.TryToHexStringLower(random, text[4..], out var _);
        });
        _calls[id] = UnderWay;
        return id;
    }

    /// <summary>A call was recorded.</summary>
    public void Recorded(string id, long leaf)
    {
        _calls[id] = leaf;
        _recorded.Enqueue(id);
        if (Interlocked.Increment(ref _count) > MaxRecorded && _recorded.TryDequeue(out var oldest))
        {
            Interlocked.Decrement(ref _count);
            _calls.TryRemove(oldest, out _);
        }
    }

    /// <summary>A call came to nothing that is recorded.</summary>
    public void Dropped(string id) => _calls.TryRemove(KeyValuePair.Create(id, UnderWay));

    /// <summary>Finds a call.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="leaf">Index of its leaf; null while it is under way.</param>
    /// <returns>Whether it is known here.</returns>
    public bool TryFind(string id, out long? leaf)
    {
        var found = _calls.TryGetValue(id, out var value);
        leaf = found && value != UnderWay ? value : null;
        return found;
    }

    /// <summary>How many calls are under way or were recorded lately.</summary>
    internal int Count => _calls.Count;
}
