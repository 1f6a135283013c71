using System.Runtime.InteropServices;
using System.Text;

namespace Roundtable.Corpus.Phrases;

/// <summary>Phrases compiled once for any number of threads, each of which opens a search of its own.</summary>
public sealed class CompiledPhrases : IDisposable
{
    private readonly IReadOnlyList<string> _phrases;
    private nint _database;

    /// <summary>Compiles phrases.</summary>
    /// <param name="phrases">The phrases; none is empty.</param>
    /// <exception cref="ArgumentException">A phrase is empty.</exception>
    public CompiledPhrases(IReadOnlyList<string> phrases)
    {
        if (phrases.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("A phrase is empty.", nameof(phrases));
        }

        _phrases = phrases;
        _database = HyperscanLibrary.IsPresent && phrases.Count > 0 ? Compile(phrases) : 0;
    }

    /// <summary>Opens a search for one thread.</summary>
    public IPhraseSearch Open() => _database != 0 ? new HyperscanSearch(_database, [.. _phrases.Select(Encoding.UTF8.GetByteCount)]) : new SlowPhraseSearch(_phrases);

    /// <summary>Frees what was compiled; searches have to be closed before.</summary>
    public void Dispose()
    {
        if (_database != 0)
        {
            _ = HyperscanLibrary.FreeDatabase(_database);
            _database = 0;
        }
    }

    private static unsafe nint Compile(IReadOnlyList<string> phrases)
    {
        var count = phrases.Count;
        var bytes = phrases.Select(Encoding.UTF8.GetBytes).ToArray();
        var handles = bytes.Select(b => GCHandle.Alloc(b, GCHandleType.Pinned)).ToArray();
        try
        {
            var pointers = new nint[count];
            var (flags, ids, lengths) = (new uint[count], new uint[count], new nuint[count]);
            for (var i = 0; i < count; i++)
            {
                pointers[i] = handles[i].AddrOfPinnedObject();
                (flags[i], ids[i], lengths[i]) = (HyperscanLibrary.Caseless, (uint)i, (nuint)bytes[i].Length);
            }

            fixed (nint* p = pointers)
            fixed (uint* f = flags)
            fixed (uint* n = ids)
            fixed (nuint* l = lengths)
            {
                var compiled = HyperscanLibrary.CompileLiterals((byte**)p, f, n, l, (uint)count, HyperscanLibrary.Block, 0, out var database, out var error);
                if (error != 0)
                {
                    _ = HyperscanLibrary.FreeError(error);
                }

                // What the library refuses, the definition still finds.
                return compiled == HyperscanLibrary.Success ? database : 0;
            }
        }
        finally
        {
            foreach (var handle in handles)
            {
                handle.Free();
            }
        }
    }
}
