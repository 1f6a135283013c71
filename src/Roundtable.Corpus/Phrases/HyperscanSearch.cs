using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Phrases;

/// <summary>Many literals at once through libhs.</summary>
internal sealed class HyperscanSearch : IPhraseSearch
{
    private readonly nint _database;
    private readonly Context _context;
    private readonly nint _handle;
    private nint _scratch;

    public HyperscanSearch(nint database, int[] lengths)
    {
        (_database, _context) = (database, new Context { Lengths = lengths });
        if (HyperscanLibrary.AllocateScratch(database, ref _scratch) != HyperscanLibrary.Success)
        {
            throw new InvalidOperationException("libhs found no memory to search in.");
        }

        _handle = GCHandle.ToIntPtr(GCHandle.Alloc(_context));
    }

    public unsafe void Find(ReadOnlySpan<byte> text, List<PhraseHit> into)
    {
        ObjectDisposedException.ThrowIf(_scratch == 0, this);
        if (text.IsEmpty)
        {
            return;
        }

        var first = into.Count;
        _context.Hits = into;
        fixed (byte* bytes = text)
        {
            var scanned = HyperscanLibrary.Scan(_database, bytes, (uint)text.Length, 0, _scratch, &Found, (void*)_handle);
            if (scanned != HyperscanLibrary.Success)
            {
                throw new InvalidOperationException($"libhs stopped with error {scanned}.");
            }
        }

        Order(CollectionsMarshal.AsSpan(into)[first..]);
    }

    public void Dispose()
    {
        if (_scratch != 0)
        {
            _ = HyperscanLibrary.FreeScratch(_scratch);
            _scratch = 0;
            GCHandle.FromIntPtr(_handle).Free();
        }
    }

    /// <summary>libhs tells hits by their ends; only those with one end may be out of order.</summary>
    private static void Order(Span<PhraseHit> hits)
    {
        for (var i = 1; i < hits.Length; i++)
        {
            var hit = hits[i];
            var at = i;
            for (; at > 0 && PhraseOrder.Instance.Compare(hits[at - 1], hit) > 0; at--)
            {
                hits[at] = hits[at - 1];
            }

            hits[at] = hit;
        }
    }

    [UnmanagedCallersOnly]
    private static unsafe int Found(uint phrase, ulong from, ulong to, uint flags, void* context)
    {
        var search = (Context)GCHandle.FromIntPtr((nint)context).Target!;
        var length = search.Lengths[phrase];
        search.Hits.Add(new PhraseHit((int)phrase, (int)to - length, length));
        return 0;
    }

    private sealed class Context
    {
        public required int[] Lengths { get; init; }

        public List<PhraseHit> Hits { get; set; } = [];
    }
}
