namespace Roundtable.Record.Files;

/// <summary>An append-only file. <see cref="Length"/> counts completed writes only; what a failed write left behind it is overwritten or truncated.</summary>
internal sealed class AppendFile : IDisposable
{
    private static readonly byte[] _zeros = new byte[1 << 16];

    private readonly IDiskFile? _file;
    private readonly DiskHooks _hooks;

    public AppendFile(string path, bool writable, DiskHooks hooks)
    {
        Path = path;
        _hooks = hooks;
        if (!writable && !hooks.Disk.FileExists(path))
        {
            return; // to a reader, a file that does not exist yet is empty
        }

        _file = hooks.Disk.Open(
            path,
            writable ? FileMode.OpenOrCreate : FileMode.Open,
            writable ? FileAccess.ReadWrite : FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete);
        Length = _file.Length;
    }

    public string Path { get; }

    public long Length { get; private set; }

    /// <summary>Its length with what failed writes left.</summary>
    public long LengthOnDisk => _file?.Length ?? 0;

    private IDiskFile OpenFile =>
        _file ?? throw new InvalidOperationException($"{Path} was opened read-only and does not exist.");

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Overwrite(bytes, Length);
        Length += bytes.Length;
    }

    public void Overwrite(ReadOnlySpan<byte> bytes, long offset)
    {
        _hooks.BeforeWrite?.Invoke(Path);
        OpenFile.Write(bytes, offset);
    }

    /// <summary>Makes completed writes durable.</summary>
    /// <exception cref="FlushFailedException">When the disk reports an error.</exception>
    public void Flush()
    {
        try
        {
            _hooks.BeforeFlush?.Invoke(Path);
            OpenFile.Flush();
        }
        catch (IOException e)
        {
            throw new FlushFailedException(Path, e);
        }
    }

    /// <summary>Overwrites the end of the file with zeros, durably, and cuts it off: what was there is not left in blocks that the file gave back.</summary>
    /// <exception cref="IOException">When the disk reports an error.</exception>
    public void Wipe(long from)
    {
        var end = LengthOnDisk;
        try
        {
            for (var at = from; at < end; at += _zeros.Length)
            {
                Overwrite(_zeros.AsSpan(0, (int)Math.Min(_zeros.Length, end - at)), at);
            }

            Flush();
        }
        catch (IOException e) when (e is not FlushFailedException)
        {
            // A full disk, which cannot overwrite in place either: cutting off is what can be done.
        }

        Truncate(from);
    }

    /// <summary>Truncates the file durably.</summary>
    public void Truncate(long length)
    {
        OpenFile.Truncate(length);
        Length = length;
        OpenFile.Flush();
    }

    /// <summary>Reads until <paramref name="destination"/> is full or the file ends; returns the number of bytes read.</summary>
    public int Read(Span<byte> destination, long offset) => _file?.ReadFully(destination, offset) ?? 0;

    public void Dispose() => _file?.Dispose();
}
