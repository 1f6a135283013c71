using System.Buffers;
using System.Runtime.InteropServices;
using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>The contents that leaves name, found by their digests. Each is kept once; docs/formats/log.md has the bytes.</summary>
internal sealed class ContentStore
{
    private const int LargeGroup = 4 << 20;

    private readonly Lock _gate = new();
    private readonly Lock _erasing = new();
    private readonly ContentFiles _files;
    private readonly Dictionary<Digest, Place> _fresh = [];
    private readonly Dictionary<Digest, byte[]> _recovered = []; // by a reader, out of the journal
    private bool _unjournalled;
    private long? _committing;
    private ArrayBufferWriter<byte> _staged = new(1 << 16);

    public ContentStore(ContentFiles files) => _files = files;

    /// <summary>Where a content stands.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Place(int Segment, int Length, long Offset);

    /// <summary>Whether the content is stored, or staged to be.</summary>
    public bool Has(Digest digest) => _fresh.ContainsKey(digest) || _recovered.ContainsKey(digest) || Find(digest) is not null;

    /// <summary>Takes a content into the group that <see cref="Commit"/> makes durable; one that is stored already is left out.</summary>
    public void Stage(Digest digest, ReadOnlySpan<byte> content)
    {
        if (Has(digest))
        {
            return;
        }

        if (_staged.WrittenCount == 0)
        {
            _files.RollWhenFull();
        }

        var header = _staged.GetSpan(PackEntry.HeaderLength);
        PackEntry.WriteHeader(header, content.Length, digest);
        _staged.Advance(PackEntry.HeaderLength);
        _fresh.Add(digest, new Place(_files.Count, content.Length, _files.Last.Length + _staged.WrittenCount));
        _staged.Write(content);
    }

    /// <summary>
    /// Appends what is staged and makes it findable. It is durable only where something in it is too long for the journal; otherwise the group's own flush
    /// of the journal, which gets these contents too, makes it so.
    /// </summary>
    /// <returns>What the journal has to hold; nothing where all is durable.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Commit()
    {
        if (_staged.WrittenCount == 0)
        {
            return [];
        }

        _committing = _files.Last.Length;
        _files.Last.Append(_staged.WrittenSpan);
        var flush = _unjournalled || _staged.WrittenCount > Journal.MaxLength / 2 || _fresh.Values.Any(p => p.Length > Journal.MaxContent);
        if (flush)
        {
            _files.Last.Flush();
            _unjournalled = false;
        }

        var start = _files.Last.Length - _staged.WrittenCount;
        List<ReadOnlyMemory<byte>> journalled = flush ? [] : [.. _fresh.Values.Select(p => (ReadOnlyMemory<byte>)_staged.WrittenMemory.Slice((int)(p.Offset - start), p.Length).ToArray())];
        _committing = null;
        lock (_gate)
        {
            foreach (var (digest, place) in _fresh)
            {
                _files.Index.Add(digest, place.Segment, place.Offset - PackEntry.HeaderLength);
            }
        }

        Forget();
        return journalled;
    }

    /// <summary>What was committed last is in no journal: the next commit has to flush it.</summary>
    public void NotJournalled() => _unjournalled = true;

    /// <summary>Takes in contents that the journal holds and the packs may have lost.</summary>
    /// <param name="contents">The contents.</param>
    /// <param name="writable">Whether they can be stored; a reader keeps them in memory.</param>
    public void Recover(IEnumerable<byte[]> contents, bool writable)
    {
        foreach (var content in contents)
        {
            var digest = Digest.Of(content);
            if (Has(digest))
            {
                continue;
            }

            if (writable)
            {
                Stage(digest, content);
            }
            else
            {
                _recovered[digest] = content;
            }
        }

        Commit(); // opening flushes all packs
    }

    /// <summary>Takes back what is staged, and cuts what a failed <see cref="Commit"/> may have written of it.</summary>
    public void RollBack()
    {
        Forget();
        if (_committing is { } length)
        {
            _files.Last.Truncate(length);
            _committing = null;
        }
    }

    /// <summary>Overwrites contents with zeros; those that are not stored are left out.</summary>
    public void Erase(IEnumerable<Digest> digests)
    {
        lock (_erasing)
        {
            var erased = digests.Distinct().Select(d => (Digest: d, Place: Find(d))).Where(e => e.Place is not null).ToArray();
            _files.Erase(erased.GroupBy(e => e.Place!.Value.Segment, e => (e.Place!.Value.Offset, e.Place!.Value.Length)));
        }
    }

    /// <summary>The content with this digest; null when the store never had it or has erased it.</summary>
    /// <exception cref="DamagedLogException">When the stored bytes do not have this digest.</exception>
    public byte[]? Read(Digest digest)
    {
        if (Find(digest) is not { } place)
        {
            return _recovered.GetValueOrDefault(digest);
        }

        if (Take(place, digest) is { } content)
        {
            return content;
        }

        lock (_erasing)
        {
            // The bytes are wrong, or were being erased just now: ask again when nothing is.
            return Find(digest) is null
                ? null
                : Take(place, digest)
                    ?? throw new DamagedLogException(_files[place.Segment].Path, place.Offset, null, $"the content does not have the digest {digest} that it is stored under");
        }
    }

    private byte[]? Take(Place place, Digest digest)
    {
        var content = new byte[place.Length];
        return _files[place.Segment].Read(content, place.Offset) == content.Length && Digest.Of(content) == digest ? content : null;
    }

    private Place? Find(Digest digest)
    {
        lock (_gate)
        {
            Span<byte> header = stackalloc byte[PackEntry.HeaderLength];
            foreach (var (segment, offset) in _files.Index.Find(digest))
            {
                // The index may know of what was erased, or cut after a crash: what stands in the pack decides.
                if (segment >= 1 && segment <= _files.Count
                    && _files[segment].Read(header, offset) == header.Length
                    && PackEntry.ReadHeader(header, offset) is { Flag: PackEntry.Present } entry && entry.Digest == digest)
                {
                    return new Place(segment, entry.Length, entry.ContentOffset);
                }
            }

            return null;
        }
    }

    private void Forget()
    {
        _fresh.Clear();
        if (_staged.Capacity > LargeGroup)
        {
            _staged = new ArrayBufferWriter<byte>(1 << 16);
        }
        else
        {
            _staged.ResetWrittenCount();
        }
    }
}
