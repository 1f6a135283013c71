using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;

namespace Roundtable.Tests.Record.Following;

/// <summary>A log in memory, served as it stands at one size. Leaves are numbers; a fork has others from one leaf on.</summary>
internal sealed class ServedLog : ILogResources
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly SigningKey _key;
    private readonly TileTree _tree;
    private readonly List<byte[]> _entries = [];
    private readonly int _forkedAt;

    public ServedLog(SigningKey key, int size, int forkedAt = int.MaxValue)
    {
        (_key, _forkedAt) = (key, forkedAt);
        _tree = TileTree.Load(0, path => _files.GetValueOrDefault(path.ToString()));
        Grow(size);
    }

    /// <summary>Called before each read, with its path; it may throw.</summary>
    public Action<string> BeforeRead { get; set; } = static _ => { };

    /// <summary>What is served, to be spoiled.</summary>
    public ConcurrentDictionary<string, byte[]> Files => _files;

    /// <summary>Paths in the order in which they were read.</summary>
    public ConcurrentQueue<string> Reads { get; } = new();

    public int Size => _entries.Count;

    /// <summary>Appends leaves up to a size, and publishes them as a log does that keeps no older partial tiles.</summary>
    public ServedLog Grow(int size)
    {
        while (_entries.Count < size)
        {
            var entry = new byte[1 + (_entries.Count % 7) + 4];
            BinaryPrimitives.WriteInt32LittleEndian(entry, _entries.Count >= _forkedAt ? ~_entries.Count : _entries.Count);
            _entries.Add(entry);
            _tree.Append(MerkleTree.LeafHash(entry), (path, hashes) => _files[path.ToString()] = hashes.ToArray());
        }

        foreach (var partial in _files.Keys.Where(p => p.Contains(".p/", StringComparison.Ordinal)))
        {
            _files.TryRemove(partial, out _);
        }

        foreach (var (path, hashes) in _tree.Edge())
        {
            _files[path.ToString()] = hashes;
        }

        foreach (var path in TilePath.Of(size).Where(p => p.IsEntries))
        {
            _files[path.ToString()] = Bundle([.. _entries.Skip((int)path.Index * TilePath.FullWidth).Take(path.Width)]);
        }

        _files[ILogResources.Checkpoint] = Note(size);
        return this;
    }

    /// <summary>A signed checkpoint of any size that the log has or had.</summary>
    public byte[] Note(int size, SigningKey? by = null)
    {
        var key = by ?? _key;
        var checkpoint = new Checkpoint(key.Verifier.Name, size, new Digest(size == 0 ? MerkleTree.EmptyRoot() : _tree.Hash(0, size)));
        return SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), key).ToBytes();
    }

    public byte[]? Read(string path)
    {
        Reads.Enqueue(path);
        BeforeRead(path);
        return _files.GetValueOrDefault(path);
    }

    private static byte[] Bundle(IReadOnlyList<byte[]> entries)
    {
        var bundle = new byte[entries.Sum(e => e.Length + EntryBundle.PrefixLength)];
        var at = 0;
        foreach (var entry in entries)
        {
            at += EntryBundle.Write(bundle.AsSpan(at), entry);
        }

        return bundle;
    }
}
