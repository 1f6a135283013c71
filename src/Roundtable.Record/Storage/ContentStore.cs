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
    private long? _committing;
    private ArrayBufferWriter<byte> _staged = new(1 << 16);

    public ContentStore(ContentFiles files) => _files = files;

    /// <summary>Where a content stands.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Place(int Segment, int Length, long Offset);

    /// <summary>Whether the content is stored, or staged to be.</summary>
    public bool Has(Digest digest) => _fresh.ContainsKey(digest) || Find(digest) is not null;

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

    /// <summary>Makes what is staged durable, then findable.</summary>
    public void Commit()
    {
        if (_staged.WrittenCount > 0)
        {
            _committing = _files.Last.Length;
            _files.Last.Append(_staged.WrittenSpan);
            _files.Last.Flush();
            _committing = null;
            lock (_gate)
            {
                foreach (var (digest, place) in _fresh)
                {
                    _files.Index.Add(digest, place.Segment, place.Offset - PackEntry.HeaderLength);
                }
            }
        }

        Forget();
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
            return null;
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
