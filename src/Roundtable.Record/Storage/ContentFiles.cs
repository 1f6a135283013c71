using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>The packs of a data directory, numbered from 1, of which the last one grows.</summary>
internal sealed class ContentFiles : IDisposable
{
    private readonly string _directory;
    private readonly bool _writable;
    private readonly StorageSettings _settings;
    private const string ErasingName = "erasing";
    private const long MostUncovered = 500_000; // contents that opening after a crash has to find again

    private volatile AppendFile[] _packs = [];
    private ContentIndex? _index;
    private long _counted;
    private ContentEnd? _end;

    private ContentFiles(string directory, bool writable, StorageSettings settings)
    {
        _directory = directory;
        _writable = writable;
        _settings = settings;
    }

    /// <summary>Number of the last pack.</summary>
    public int Count => _packs.Length;

    /// <summary>The pack that grows.</summary>
    public AppendFile Last => _packs[^1];

    /// <summary>A pack by its number.</summary>
    public AppendFile this[int segment] => _packs[segment - 1];

    /// <summary>Opens the packs. Where writing is allowed a torn end is cut; what is damaged before that is refused.</summary>
    /// <param name="directory">The directory of the packs; made where it does not exist and writing is allowed.</param>
    /// <param name="writable">Whether the caller holds the lock and may repair.</param>
    /// <param name="settings">How to use the disk.</param>
    /// <exception cref="DamagedLogException">When something is wrong before the place up to which all was durable.</exception>
    public static ContentFiles Open(string directory, bool writable, StorageSettings settings)
    {
        var files = new ContentFiles(directory, writable, settings);
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

    /// <summary>Where contents stand.</summary>
    public ContentIndex Index => _index!;

    /// <summary>Begins a new pack when the last one is full.</summary>
    public void RollWhenFull()
    {
        if (Last.Length >= _settings.SegmentBytes)
        {
            Last.Flush(); // checkpoints flush the last one alone
            Create();
        }
    }

    /// <summary>Makes everything up to here durable, as it may not be after a crash.</summary>
    public void Flush() => Array.ForEach(_packs, pack => pack.Flush());

    /// <summary>Writes down that everything up to here is durable.</summary>
    public void WriteEnd()
    {
        var path = Path.Combine(_directory, ContentEnd.FileName);
        var end = new ContentEnd(Count, Last.Length);
        _settings.BeforeWrite?.Invoke(path);
        PrivateFiles.Replace(path, end.ToBytes());
        _end = end;
        if (Index.Count - _counted > MostUncovered)
        {
            CoverAll();
        }
    }

    /// <summary>Brings the index up to where everything is known to be durable.</summary>
    public void CoverAll()
    {
        if (_end is { } end && end != Index.Covered)
        {
            Index.Flush(end);
            _counted = Index.Count;
        }
    }

    /// <summary>Overwrites entries. A mark says that it was begun, so that a crash cannot leave it undone.</summary>
    public void Erase(IEnumerable<IGrouping<int, (long ContentOffset, int Length)>> entries)
    {
        var mark = Path.Combine(_directory, ErasingName);
        PrivateFiles.Replace(mark, []);
        foreach (var segment in entries)
        {
            PackScan.Erase(this[segment.Key], [.. segment]);
        }

        File.Delete(mark);
    }

    /// <summary>Reads every entry, up to what was torn behind the place to which all was durable.</summary>
    /// <exception cref="DamagedLogException">When the entries before that place do not fill the packs.</exception>
    public IEnumerable<StoredContent> Scan(CancellationToken cancellation)
    {
        var end = ContentEnd.Read(_directory);
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

                yield return new StoredContent(entry.Digest, state, pack.Path, entry.Offset);
            }
        }
    }

    public void Dispose()
    {
        foreach (var pack in _packs)
        {
            pack.Dispose();
        }

        _index?.Dispose();
    }

    private void Load()
    {
        var end = ContentEnd.Read(_directory);
        if (_writable && !File.Exists(Path.Combine(_directory, ContentEnd.FileName)))
        {
            PrivateFiles.CreateDirectory(_directory);
            PrivateFiles.Replace(Path.Combine(_directory, ContentEnd.FileName), end.ToBytes());
        }

        // An erasure that was interrupted may be anywhere: then every entry is looked at.
        var mark = Path.Combine(_directory, ErasingName);
        _index = ContentIndex.Open(_directory, _writable, end, anew: _writable && File.Exists(mark));
        _counted = _index.Count;
        var last = Math.Max(end.Segment, ContentEnd.Segments(_directory).LastOrDefault());
        var torn = false;
        for (var segment = 1; segment <= last; segment++)
        {
            var path = Path.Combine(_directory, ContentEnd.PackName(segment));
            if (torn && _writable)
            {
                File.Delete(path); // it follows what was cut, so nothing in it was ever promised
                continue;
            }

            if (torn || (segment > end.Segment && !File.Exists(path)))
            {
                torn = true;
                continue;
            }

            var durable = segment < end.Segment ? long.MaxValue : segment == end.Segment ? end.Length : 0;
            var covered = segment < end.Segment && segment < Index.Covered.Segment ? long.MaxValue : segment == Index.Covered.Segment ? Index.Covered.Length : 0;
            var pack = OpenPack.Read(path, _writable, _settings, durable, covered, entry => Index.Add(entry.Digest, segment, entry.Offset), out var whole);
            _packs = [.. _packs, pack];
            torn = !whole;
        }

        if (_writable && _packs.Length == 0)
        {
            Create();
        }

        if (_writable)
        {
            File.Delete(mark);
            PrivateFiles.FlushDirectory(_directory);
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
            PrivateFiles.FlushDirectory(_directory);
        }
        catch
        {
            pack.Dispose();
            File.Delete(path);
            throw;
        }

        _packs = [.. _packs, pack];
    }
}
