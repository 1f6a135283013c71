using System.Globalization;
using Roundtable.Record.Files;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// The public half of a data directory's log, as files named by their C2SP paths: the directory can be copied to any web server as is. Files
/// beyond the checkpoint are written ahead; opening after a crash rewrites them from the journal.
/// </summary>
internal sealed class TileFiles(string directory, StorageSettings settings) : ILogResources
{
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly List<string> _unflushed = [];
    private readonly List<string> _obsolete = [];
    private readonly Dictionary<string, int> _edge = new(StringComparer.Ordinal); // width of the last partial tile in its folder
    private bool _isDoubtful; // whether folders are there whose names may not be flushed

    /// <inheritdoc/>
    public byte[]? Read(string path) => settings.Disk.Read(PathOf(path));

    public string PathOf(string path) => Path.Combine(directory, path);

    /// <summary>Writes a tile or bundle; <see cref="Flush"/> makes it durable.</summary>
    public void Write(TilePath tile, ReadOnlySpan<byte> bytes)
    {
        var path = PathOf(tile.ToString());
        var folder = Path.GetDirectoryName(path)!;
        settings.BeforeWrite?.Invoke(path);
        if (!_directories.Contains(folder))
        {
            CreateFolder(folder);
        }

        if (!tile.IsFull && _edge.TryGetValue(folder, out var width) && width == tile.Width)
        {
            return; // it exists, and is immutable
        }

        if (!settings.Disk.FileExists(path))
        {
            WriteNew(path, bytes, isFlushed: false);
        }
        else if (bytes.SequenceEqual(settings.Disk.Read(path)))
        {
            // A published checkpoint may need it, so that it must not be lost; and after a failed flush the disk may not have it, so that it is written again.
            using var file = settings.Disk.Open(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.Write(bytes, 0);
        }
        else
        {
            // A leftover of a crash is replaced atomically, because it may be being read.
            WriteNew(path + ".new", bytes, isFlushed: true);
            settings.Disk.Rename(path + ".new", path);
        }

        if (!tile.IsFull)
        {
            _edge[folder] = tile.Width;
        }

        _unflushed.Add(path);
        if (tile.IsFull && settings.Disk.DirectoryExists(path + ".p"))
        {
            _obsolete.Add(path + ".p");
        }
    }

    /// <summary>Makes all writes durable, with a single request if the operating system supports it.</summary>
    /// <exception cref="FlushFailedException">When the disk reports an error: the state of the files is unknown then.</exception>
    public void Flush()
    {
        if (_unflushed.Count == 0)
        {
            return;
        }

        try
        {
            settings.BeforeFlush?.Invoke(PathOf("tile"));
            if (!settings.Disk.TryFlushAll(directory))
            {
                FlushOneByOne();
            }
        }
        catch (IOException e) when (e is not FlushFailedException)
        {
            throw new FlushFailedException(PathOf("tile"), e);
        }

        _unflushed.Clear();
    }

    /// <summary>Flushes what was written so far to the file system of the log, on any thread; it promises nothing of what is written meanwhile.</summary>
    /// <exception cref="IOException">When the disk reports an error: the state of the files is unknown then.</exception>
    public void FlushAhead() => settings.Disk.TryFlushAll(directory);

    /// <summary>Removes partial tiles that a crash left ahead of the checkpoint: none was ever part of a published log, and they may be torn.</summary>
    /// <param name="covered">Number of leaves of the checkpoint.</param>
    /// <param name="size">Number of leaves with those that were recovered, whose tiles are written next.</param>
    public void RemoveAhead(long covered, long size)
    {
        for (var level = 0; level < TilePath.MaxLevels && size >> (8 * level) > 0; level++)
        {
            var index = size >> (8 * (level + 1));
            var width = TilePath.WidthAt(covered, level, index);
            foreach (var tile in level == 0 ? [TilePath.Hashes(level, index, 1), TilePath.Entries(index, 1)] : (TilePath[])[TilePath.Hashes(level, index, 1)])
            {
                foreach (var file in settings.Disk.Files(Path.GetDirectoryName(PathOf(tile.ToString()))!))
                {
                    if (!int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out var there) || there > width)
                    {
                        settings.Disk.Delete(file);
                    }
                }
            }
        }
    }

    /// <summary>Removes partial tiles that a checkpoint has made obsolete.</summary>
    public void RemoveObsolete()
    {
        foreach (var folder in _obsolete)
        {
            settings.Disk.DeleteDirectory(folder);
            _directories.Remove(folder);
            _edge.Remove(folder);
        }

        _obsolete.Clear();
    }

    /// <summary>Creates a folder durably, also where an earlier attempt made it, or one above it, and could not flush its name.</summary>
    private void CreateFolder(string folder)
    {
        var isDoubtful = _isDoubtful || settings.Disk.DirectoryExists(folder);
        try
        {
            settings.Disk.CreateDirectories(folder);
            for (var made = folder; isDoubtful && made.Length > directory.Length; made = Path.GetDirectoryName(made)!)
            {
                settings.Disk.FlushDirectory(Path.GetDirectoryName(made)!);
            }
        }
        catch
        {
            _isDoubtful = true;
            throw;
        }

        _directories.Add(folder);
    }

    private void WriteNew(string path, ReadOnlySpan<byte> bytes, bool isFlushed)
    {
        try
        {
            using var file = settings.Disk.Open(path, FileMode.Create, FileAccess.Write, FileShare.Read);
            file.Write(bytes, 0);
            if (isFlushed)
            {
                file.Flush();
            }
        }
        catch (IOException)
        {
            settings.Disk.Delete(path);
            throw;
        }
    }

    private void FlushOneByOne()
    {
        foreach (var path in _unflushed)
        {
            using var file = settings.Disk.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            file.Flush();
        }

        foreach (var folder in _unflushed.Select(p => Path.GetDirectoryName(p)!).Distinct(StringComparer.Ordinal))
        {
            settings.Disk.FlushDirectory(folder);
        }
    }
}
