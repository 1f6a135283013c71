using Microsoft.Win32.SafeHandles;

namespace Roundtable.Record.Files;

/// <summary>An append-only file. <see cref="Length"/> counts completed writes only; what a failed write left behind it is overwritten or truncated.</summary>
internal sealed class AppendFile : IDisposable
{
    private readonly FileStream? _stream;
    private readonly SafeFileHandle? _handle; // asking a stream for it seeks each time
    private readonly DiskHooks _hooks;

    public AppendFile(string path, bool writable, DiskHooks hooks)
    {
        Path = path;
        _hooks = hooks;
        if (!writable && !File.Exists(path))
        {
            return; // to a reader, a file that does not exist yet is empty
        }

        _stream = PrivateFiles.Open(
            path,
            writable ? FileMode.OpenOrCreate : FileMode.Open,
            writable ? FileAccess.ReadWrite : FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete);
        _handle = _stream.SafeFileHandle;
        Length = RandomAccess.GetLength(Handle);
    }

    public string Path { get; }

    public long Length { get; private set; }

    private SafeFileHandle Handle =>
        _handle ?? throw new InvalidOperationException($"{Path} was opened read-only and does not exist.");

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Overwrite(bytes, Length);
        Length += bytes.Length;
    }

    public void Overwrite(ReadOnlySpan<byte> bytes, long offset)
    {
        _hooks.BeforeWrite?.Invoke(Path);
        try
        {
            RandomAccess.Write(Handle, bytes, offset);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // .NET reports EFBIG this way: a limit of the file system or the user, another kind of full disk.
            throw new IOException($"{Path} cannot grow: the file size limit has been reached.", e);
        }
    }

    /// <summary>Makes completed writes durable.</summary>
    /// <exception cref="FlushFailedException">When the disk reports an error.</exception>
    public void Flush()
    {
        try
        {
            _hooks.BeforeFlush?.Invoke(Path);
            DiskFlush.Run(Handle);
        }
        catch (IOException e)
        {
            throw new FlushFailedException(Path, e);
        }
    }

    /// <summary>Truncates the file durably.</summary>
    public void Truncate(long length)
    {
        RandomAccess.SetLength(Handle, length);
        Length = length;
        RandomAccess.FlushToDisk(Handle);
    }

    /// <summary>Reads until <paramref name="destination"/> is full or the file ends; returns the number of bytes read.</summary>
    public int Read(Span<byte> destination, long offset)
    {
        var total = 0;
        while (_stream is not null && total < destination.Length)
        {
            var read = RandomAccess.Read(Handle, destination[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    public void Dispose() => _stream?.Dispose();
}
