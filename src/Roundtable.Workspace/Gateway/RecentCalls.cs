using System.Runtime.InteropServices;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Gateway;

/// <summary>
/// The calls under way, and the last ones that were recorded, by id; older ones are found in the index. Recorded ones are kept as numbers in one array: as
/// objects they would live just long enough to be in the garbage collector's way.
/// </summary>
public sealed class RecentCalls
{
    private const int MaxRecorded = 20_000;
    private const int IdBytes = 16;
    private const string Prefix = "call";

    private readonly Lock _lock = new();
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);
    private readonly (UInt128 Id, long Leaf)[] _recorded = new (UInt128, long)[MaxRecorded];
    private long _count;

    /// <summary>A new id: 128 random bits.</summary>
    public string Begin()
    {
        var id = string.Create(Prefix.Length + (2 * IdBytes), 0, static (text, _) =>
        {
            Span<byte> random = stackalloc byte[IdBytes];
            Salts.Fill(random);
            Prefix.CopyTo(text);
            Convert.TryToHexStringLower(random, text[Prefix.Length..], out var _);
        });
        lock (_lock)
        {
            _underWay.Add(id);
        }

        return id;
    }

    /// <summary>A call was recorded.</summary>
    public void Recorded(string id, long leaf)
    {
        lock (_lock)
        {
            _underWay.Remove(id);
            if (Number(id) is { } number)
            {
                _recorded[_count++ % MaxRecorded] = (number, leaf);
            }
        }
    }

    /// <summary>A call came to nothing that is recorded.</summary>
    public void Dropped(string id)
    {
        lock (_lock)
        {
            _underWay.Remove(id);
        }
    }

    /// <summary>Finds a call.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="leaf">Index of its leaf; null while it is under way.</param>
    /// <returns>Whether it is known here.</returns>
    public bool TryFind(string id, out long? leaf)
    {
        leaf = null;
        lock (_lock)
        {
            if (_underWay.Contains(id))
            {
                return true;
            }

            if (Number(id) is not { } number)
            {
                return false;
            }

            var filled = (int)Math.Min(_count, MaxRecorded);
            var found = Array.FindIndex(_recorded, 0, filled, r => r.Id == number);
            leaf = found < 0 ? null : _recorded[found].Leaf;
            return found >= 0;
        }
    }

    private static UInt128? Number(string id)
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        return id.Length == Prefix.Length + (2 * IdBytes) && id.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.FromHexString(id.AsSpan(Prefix.Length), bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? MemoryMarshal.Read<UInt128>(bytes)
            : null;
    }
}
