using Microsoft.Win32.SafeHandles;

namespace Roundtable.Record.Files;

/// <summary>A file that grows at its end. <see cref="Length"/> is what was written whole; what a failed write left beyond it is cut.</summary>
internal sealed class AppendFile : IDisposable
{
    private readonly FileStream? _stream;
    private readonly DiskHooks _hooks;

    public AppendFile(string path, bool writable, DiskHooks hooks)
    {
        Path = path;
        _hooks = hooks;
        if (!writable && !File.Exists(path))
        {
            return; // to a reader, a file that nobody made yet is an empty one
        }

        _stream = PrivateFiles.Open(
            path,
            writable ? FileMode.OpenOrCreate : FileMode.Open,
            writable ? FileAccess.ReadWrite : FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete);
        Length = RandomAccess.GetLength(Handle);
    }

    public string Path { get; }

    public long Length { get; private set; }

    private SafeFileHandle Handle =>
        (_stream ?? throw new InvalidOperationException($"{Path} was opened for reading alone and did not exist.")).SafeFileHandle;

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
            // So .NET tells EFBIG: the file system's limit or the user's, another way for a disk to be full.
            throw new IOException($"{Path} may not grow any further.", e);
        }
    }

    /// <summary>Makes what was written durable.</summary>
    /// <exception cref="FlushFailedException">When the disk refuses.</exception>
    public void Flush()
    {
        try
        {
            _hooks.BeforeFlush?.Invoke(Path);
            RandomAccess.FlushToDisk(Handle);
        }
        catch (IOException e)
        {
            throw new FlushFailedException(Path, e);
        }
    }

    /// <summary>Cuts the file and makes the cut durable.</summary>
    public void Truncate(long length)
    {
        RandomAccess.SetLength(Handle, length);
        Length = length;
        RandomAccess.FlushToDisk(Handle);
    }

    /// <summary>Reads until <paramref name="destination"/> is full or the file ends; how many bytes there were.</summary>
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
