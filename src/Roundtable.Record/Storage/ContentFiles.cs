using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>The packs of a data directory, numbered from 1; new contents are appended to the last one.</summary>
internal sealed class ContentFiles : IDisposable
{
    /// <summary>Name of the file that says that contents are being erased.</summary>
    public const string ErasingName = "erasing";

    private readonly string _directory;
    private readonly bool _writable;
    private readonly StorageSettings _settings;
    private const long MaxUncovered = 500_000; // contents to be indexed again on opening after a crash

    private volatile AppendFile[] _packs = [];
    private ContentIndex? _index;
    private long _counted;
    private readonly ContentEnd _mark;
    private ContentEnd? _end;

    private ContentFiles(string directory, bool writable, StorageSettings settings, ContentEnd mark) =>
        (_directory, _writable, _settings, _mark) = (directory, writable, settings, mark);

    /// <summary>Number of the last pack.</summary>
    public int Count => _packs.Length;

    /// <summary>The pack to which contents are appended.</summary>
    public AppendFile Last => _packs[^1];

    /// <summary>A pack by number.</summary>
    public AppendFile this[int segment] => _packs[segment - 1];

    /// <summary>Opens the packs. A torn end is truncated if writing is allowed; damage before it is an error.</summary>
    /// <param name="directory">The directory of the packs; created if missing and writing is allowed.</param>
    /// <param name="writable">Whether the caller holds the lock and allows repairs.</param>
    /// <param name="settings">Storage settings.</param>
    /// <param name="mark">The durable end as it was before the leaves were read: of what is before it, all leaves are known.</param>
    /// <exception cref="DamagedLogException">When there is damage before the durable end.</exception>
    public static ContentFiles Open(string directory, bool writable, StorageSettings settings, ContentEnd mark)
    {
        var files = new ContentFiles(directory, writable, settings, mark);
        try
        {
            files.Load();
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Index of the contents' positions.</summary>
    public ContentIndex Index => _index!;

    /// <summary>Starts a new pack if the last one is full.</summary>
    public void RollWhenFull()
    {
        if (Last.Length >= _settings.SegmentBytes)
        {
            Last.Flush(); // checkpoints flush only the last one
            Create();
        }
    }

    /// <summary>Makes all packs durable, which they may not be after a crash.</summary>
    public void Flush() => Array.ForEach(_packs, pack => pack.Flush());

    /// <summary>Records that all packs are durable up to here.</summary>
    public void WriteEnd()
    {
        var path = Path.Combine(_directory, ContentEnd.FileName);
        var end = new ContentEnd(Count, Last.Length);
        _settings.BeforeWrite?.Invoke(path);
        _settings.Disk.Replace(path, end.ToBytes());
        _end = end;
        if (Index.Count - _counted > MaxUncovered)
        {
            CoverAll();
        }
    }

    /// <summary>Flushes the index up to the durable end.</summary>
    public void CoverAll()
    {
        if (_end is { } end && end != Index.Covered)
        {
            try
            {
                Index.Flush(end);
            }
            catch (IOException)
            {
                _end = null; // the index is rebuilt when the log is opened next
            }

            _counted = Index.Count;
        }
    }

    /// <summary>Overwrites entries. A marker file ensures that an interrupted erasure is completed.</summary>
    public void Erase(IEnumerable<IGrouping<int, (long ContentOffset, int Length)>> entries)
    {
        var mark = Path.Combine(_directory, ErasingName);
        var isInterrupted = _settings.Disk.FileExists(mark);
        _settings.Disk.Replace(mark, []);
        foreach (var segment in entries)
        {
            PackScan.Erase(this[segment.Key], [.. segment]);
        }

        // An earlier erasure of this process that failed is completed by the next opening.
        if (!isInterrupted)
        {
            _settings.Disk.Delete(mark);
        }
    }

    /// <summary>Reads all entries, up to a torn write after the durable end.</summary>
    /// <exception cref="DamagedLogException">When the entries do not fill the packs up to the durable end.</exception>
    public IEnumerable<StoredContent> Scan(CancellationToken cancellation)
    {
        var end = ContentEnd.Read(_directory, _settings.Disk);
        var buffer = Array.Empty<byte>();
        for (var segment = 1; segment <= Count; segment++)
        {
            var pack = this[segment];
            var durable = segment < end.Segment ? pack.Length : segment == end.Segment ? end.Length : 0;
            foreach (var entry in PackScan.Whole(pack, durable))
            {
                cancellation.ThrowIfCancellationRequested();
                var state = PackScan.State(pack, entry, ref buffer);
                if (state == ContentState.Damaged && entry.Offset >= durable)
                {
                    break;
                }

                yield return new StoredContent(entry.Digest, state, pack.Path, entry.Offset) { IsSettled = IsBeforeMark(segment, entry.Offset) };
            }
        }
    }

    /// <summary>The entries whose content is present, up to a torn write.</summary>
    public IEnumerable<(int Segment, PackEntry Entry)> Entries()
    {
        for (var segment = 1; segment <= Count; segment++)
        {
            foreach (var entry in PackScan.Whole(this[segment], durable: 0).Where(e => e.Flag == PackEntry.Present))
            {
                yield return (segment, entry);
            }
        }
    }

    /// <summary>The entries after the mark whose content is present.</summary>
    public IEnumerable<(int Segment, PackEntry Entry)> AfterMark()
    {
        for (var segment = _mark.Segment; segment <= Count; segment++)
        {
            var start = Math.Max(PackEntry.PackMagic.Length, segment == _mark.Segment ? _mark.Length : 0);
            foreach (var entry in PackScan.Entries(this[segment], start, this[segment].Length).Where(e => e.Flag == PackEntry.Present))
            {
                yield return (segment, entry);
            }
        }
    }

    /// <summary>Whether a content is known to have been stored before the mark, erased or not.</summary>
    public bool IsBeforeMark(Digest digest)
    {
        var header = new byte[PackEntry.HeaderLength];
        return Index.Find(digest).Any(place => IsBeforeMark(place.Segment, place.Offset) && place.Segment >= 1
            && this[place.Segment].Read(header, place.Offset) == header.Length && PackEntry.ReadHeader(header, place.Offset)?.Digest == digest);
    }

    public void Dispose()
    {
        foreach (var pack in _packs)
        {
            pack.Dispose();
        }

        _index?.Dispose();
    }

    private bool IsBeforeMark(int segment, long offset) => segment < _mark.Segment || (segment == _mark.Segment && offset < _mark.Length);

    private void Load()
    {
        var end = ContentEnd.Read(_directory, _settings.Disk);
        if (_writable && !_settings.Disk.FileExists(Path.Combine(_directory, ContentEnd.FileName)))
        {
            _settings.Disk.CreateDirectories(_directory);
            _settings.Disk.Replace(Path.Combine(_directory, ContentEnd.FileName), end.ToBytes());
        }

        // An interrupted erasure may be anywhere, so all entries are read.
        var mark = Path.Combine(_directory, ErasingName);
        _index = ContentIndex.Open(_settings.Disk, _directory, _writable, end, anew: _writable && _settings.Disk.FileExists(mark));
        _counted = _index.Count;
        var last = Math.Max(end.Segment, ContentEnd.Segments(_directory, _settings.Disk).LastOrDefault());
        var torn = false;
        for (var segment = 1; segment <= last; segment++)
        {
            var path = Path.Combine(_directory, ContentEnd.PackName(segment));
            if (torn && _writable)
            {
                _settings.Disk.Delete(path); // it follows a truncated pack, so nothing in it was acknowledged
                continue;
            }

            if (torn || (segment > end.Segment && !_settings.Disk.FileExists(path)))
            {
                torn = true;
                continue;
            }

            var durable = segment < end.Segment ? long.MaxValue : segment == end.Segment ? end.Length : 0;
            var covered = segment < end.Segment && segment < Index.Covered.Segment ? long.MaxValue
                : segment == Index.Covered.Segment ? Index.Covered.Length
                : 0;
            var pack = PackRecovery.Open(path, _writable, _settings, durable, covered, entry => Index.Add(entry.Digest, segment, entry.Offset), out var whole);
            _packs = [.. _packs, pack];
            torn = !whole;
        }

        if (_writable && _packs.Length == 0)
        {
            Create();
        }

        if (_writable)
        {
            _settings.Disk.Delete(mark);
            _settings.Disk.FlushDirectory(_directory);
        }
    }

    private void Create()
    {
        var segment = Count + 1;
        var path = Path.Combine(_directory, ContentEnd.PackName(segment));
        var pack = new AppendFile(path, writable: true, _settings);
        try
        {
            pack.Truncate(0);
            pack.Append(PackEntry.PackMagic);
            pack.Flush();
            _settings.Disk.FlushDirectory(_directory);
        }
        catch
        {
            pack.Dispose();
            _settings.Disk.Delete(path);
            throw;
        }

        _packs = [.. _packs, pack];
    }
}
