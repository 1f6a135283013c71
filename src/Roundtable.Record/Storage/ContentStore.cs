using System.Buffers;
using System.Runtime.InteropServices;
using Roundtable.Record.Entries;

namespace Roundtable.Record.Storage;

/// <summary>The contents of leaves, by digest and without duplicates. docs/formats/log.md specifies the format.</summary>
internal sealed class ContentStore
{
    private const int LargeGroup = 4 << 20;
    private const int MaxFound = 4096;

    private readonly Lock _gate = new();
    private readonly Lock _erasing = new();
    private readonly ContentFiles _files;
    private readonly Dictionary<Digest, Place> _fresh = [];
    private readonly Dictionary<Digest, byte[]> _recovered = []; // by a reader, from the journal
    private readonly HashSet<Digest> _found = []; // of the contents that were asked for again: where they are need not be read each time
    private bool _healed;
    private long? _before; // length of the last pack before a commit that may still be rolled back
    private ArrayBufferWriter<byte> _staged = new(1 << 16);

    public ContentStore(ContentFiles files) => _files = files;

    /// <summary>Position of a content.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Place(int Segment, int Length, long Offset);

    /// <summary>Whether the content is stored or staged.</summary>
    public bool Has(Digest digest)
    {
        if (_fresh.ContainsKey(digest) || _found.Contains(digest) || _recovered.ContainsKey(digest))
        {
            return true;
        }

        if (Find(digest) is null)
        {
            return false;
        }

        if (_found.Count == MaxFound)
        {
            _found.Clear();
        }

        return _found.Add(digest);
    }

    /// <summary>Adds a content to the group that <see cref="Commit"/> makes durable, unless it is already stored.</summary>
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

        WriterQueue.Reserve(_staged, PackEntry.HeaderLength + (long)content.Length);
        var header = _staged.GetSpan(PackEntry.HeaderLength);
        PackEntry.WriteHeader(header, content.Length, digest);
        _staged.Advance(PackEntry.HeaderLength);
        _fresh.Add(digest, new Place(_files.Count, content.Length, _files.Last.Length + _staged.WrittenCount));
        _staged.Write(content);
    }

    /// <summary>
    /// Appends the staged contents and makes them readable. They are durable only if one of them is too long for the journal; otherwise the journal,
    /// which receives them too, makes them durable when the group is flushed.
    /// </summary>
    /// <returns>The contents that the journal must contain, valid until something is staged again; empty if all are durable.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Commit()
    {
        if (_staged.WrittenCount == 0)
        {
            return [];
        }

        var start = _files.Last.Length;
        _before = start;
        _files.Last.Append(_staged.WrittenSpan);
        var flush = _staged.WrittenCount > Journal.MaxLength / 2 || _fresh.Values.Any(p => p.Length > Journal.MaxContent);
        if (flush)
        {
            _files.Last.Flush();
        }

        List<ReadOnlyMemory<byte>> journaled = flush ? []
            : [.. _fresh.Values.Select(p => _staged.WrittenMemory.Slice((int)(p.Offset - start), p.Length))];
        lock (_gate)
        {
            foreach (var (digest, place) in _fresh)
            {
                _files.Index.Add(digest, place.Segment, place.Offset - PackEntry.HeaderLength);
            }
        }

        ClearStaged();
        return journaled;
    }

    /// <summary>The leaves of the last commit are durable: its contents stay.</summary>
    public void Keep() => _before = null;

    /// <summary>Restores contents from the journal that the packs may have lost.</summary>
    /// <param name="contents">The contents.</param>
    /// <param name="writable">Whether they can be stored; otherwise they are kept in memory.</param>
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
        Keep();
    }

    /// <summary>
    /// Discards what is staged, and wipes what the last <see cref="Commit"/> wrote: no leaf names it, so nobody would ever find it to erase it. The journal
    /// must be rolled back first: a group that came back from there would need its contents.
    /// </summary>
    public void RollBack()
    {
        ClearStaged();
        _found.Clear();
        if (_before is { } length)
        {
            _files.Last.Wipe(length);
            _before = null;
        }
    }

    /// <summary>Overwrites contents with zeros; those that are not stored are left out.</summary>
    public void Erase(IEnumerable<Digest> digests)
    {
        _found.Clear();
        lock (_erasing)
        {
            var erased = digests.Distinct().Select(Find).OfType<Place>().ToArray();
            _files.Erase(erased.GroupBy(e => e.Segment, e => (e.Offset, e.Length)));
        }
    }

    /// <summary>The content with this digest; null if it was never stored or has been erased.</summary>
    /// <exception cref="DamagedLogException">When the stored bytes do not match the digest.</exception>
    public byte[]? Read(Digest digest)
    {
        if (Find(digest, out var isErased) is not { } place)
        {
            if (isErased || _recovered.ContainsKey(digest) || !HealIndex() || Find(digest) is not { } healed)
            {
                return _recovered.GetValueOrDefault(digest);
            }

            place = healed;
        }

        if (TryRead(place, digest) is { } content)
        {
            return content;
        }

        lock (_erasing)
        {
            // The bytes are damaged, or are being erased: read again once no erasure is in progress.
            return Find(digest) is null
                ? null
                : TryRead(place, digest) ?? throw new DamagedLogException(
                    _files[place.Segment].Path, place.Offset, null, $"the content does not match the digest {digest} under which it is stored");
        }
    }

    /// <summary>Adds to the index what is missing from it, once: it is no authority for that something was never stored. True where it was done now.</summary>
    private bool HealIndex()
    {
        if (Interlocked.Exchange(ref _healed, true))
        {
            return false;
        }

        foreach (var (segment, entry) in _files.Entries())
        {
            if (Find(entry.Digest) is null)
            {
                lock (_gate)
                {
                    _files.Index.Add(entry.Digest, segment, entry.Offset);
                }
            }
        }

        return true;
    }

    private byte[]? TryRead(Place place, Digest digest)
    {
        var content = new byte[place.Length];
        return _files[place.Segment].Read(content, place.Offset) == content.Length && Digest.Of(content) == digest ? content : null;
    }

    private Place? Find(Digest digest) => Find(digest, out _);

    private Place? Find(Digest digest, out bool isErased)
    {
        isErased = false;
        lock (_gate)
        {
            Span<byte> header = stackalloc byte[PackEntry.HeaderLength];
            foreach (var (segment, offset) in _files.Index.Find(digest))
            {
                // The index may contain erased or truncated contents: the pack is authoritative.
                if (segment >= 1 && segment <= _files.Count
                    && _files[segment].Read(header, offset) == header.Length
                    && PackEntry.ReadHeader(header, offset) is { } entry && entry.Digest == digest)
                {
                    if (entry.Flag != PackEntry.Present)
                    {
                        isErased = true;
                        continue;
                    }

                    isErased = false;
                    return new Place(segment, entry.Length, entry.ContentOffset);
                }
            }

            return null;
        }
    }

    private void ClearStaged()
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
