using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Roundtable.Record.Files;

/// <summary>A file of the operating system.</summary>
/// <param name="stream">The file, open without a buffer.</param>
internal sealed class RealFile(FileStream stream) : IDiskFile
{
    private readonly SafeFileHandle _handle = stream.SafeFileHandle; // asking a stream for it seeks each time

    /// <inheritdoc/>
    public long Length => RandomAccess.GetLength(_handle);

    /// <inheritdoc/>
    public int Read(Span<byte> destination, long offset) => RandomAccess.Read(_handle, destination, offset);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // .NET reports EFBIG this way: a limit of the file system or the user, another kind of full disk.
            throw new IOException($"{stream.Name} cannot grow: the file size limit has been reached.", e);
        }
    }

    /// <inheritdoc/>
    public void Truncate(long length) => RandomAccess.SetLength(_handle, length);

    /// <inheritdoc/>
    public void Flush() => DiskFlush.Run(_handle);

    /// <inheritdoc/>
    public IDiskMap Map(bool writable) => new MappedFile(stream, writable);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>A file mapped by the operating system. It stays mapped when the file is closed.</summary>
    private sealed class MappedFile : IDiskMap
    {
        private readonly MemoryMappedFile _file;
        private readonly MemoryMappedViewAccessor _view;

        public MappedFile(FileStream stream, bool writable)
        {
            var access = writable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read;
            _file = MemoryMappedFile.CreateFromFile(stream, null, 0, access, HandleInheritability.None, leaveOpen: true);
            _view = _file.CreateViewAccessor(0, 0, access);
        }

        public ulong Read(long offset) => _view.ReadUInt64(offset);

        public void Write(long offset, ulong value) => _view.Write(offset, value);

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            foreach (var value in bytes)
            {
                _view.Write(offset++, value);
            }
        }

        public void Flush() => _view.Flush();

        public void Dispose()
        {
            _view.Dispose();
            _file.Dispose();
        }
    }
}
