using System.Buffers;
using System.Security.Cryptography;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Workspace.Gateway;

/// <summary>
/// A copy of a body as it passes: in memory up to 1 MB, then in a private file that is gone with this or with the process. Used by one thread at a time.
/// </summary>
/// <param name="directory">The data directory, for the file.</param>
public sealed class BodyCopy(string directory) : IDisposable
{
    /// <summary>Maximum size in memory, in bytes.</summary>
    public const int MaxInMemory = 1 << 20;

    /// <summary>Maximum size in bytes of a content that is stored; of a larger one the digest is recorded.</summary>
    public const long MaxKept = 64L << 20;

    private const int Smallest = 4096;
    private const int Block = 64 << 10;

    private byte[] _memory = [];
    private int _inMemory;
    private byte[]? _block;
    private FileStream? _file;
    private IncrementalHash? _hash;

    /// <summary>Its size in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Whether it is small enough to be stored in the log.</summary>
    public bool CanBeKept => Length <= MaxKept;

    /// <summary>Appends bytes.</summary>
    /// <exception cref="IOException">When the file cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        if (_file is null && Length <= MaxInMemory)
        {
            Reserve((int)Length);
            bytes.CopyTo(_memory.AsSpan(_inMemory));
            _inMemory += bytes.Length;
            return;
        }

        if (_file is null)
        {
            _file = PrivateFiles.CreateTemporary(directory);
            _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            _hash.AppendData(_memory, 0, _inMemory);
            _file.Write(_memory, 0, _inMemory);
        }

        _hash!.AppendData(bytes);
        _file.Write(bytes);
    }

    /// <summary>Where the next bytes can be read into, at least one; <see cref="Take"/> appends them.</summary>
    public Memory<byte> Room()
    {
        if (!HasRoom)
        {
            return _block ??= ArrayPool<byte>.Shared.Rent(Block);
        }

        Reserve(_inMemory + 1);
        return _memory.AsMemory(_inMemory, Math.Min(_memory.Length, MaxInMemory) - _inMemory);
    }

    /// <summary>Appends the first bytes of what <see cref="Room"/> gave; they are valid until more is appended.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="IOException">When the file cannot be written.</exception>
    public ReadOnlyMemory<byte> Take(int count)
    {
        if (!HasRoom)
        {
            Append(_block.AsSpan(0, count));
            return _block.AsMemory(0, count);
        }

        Length += count;
        _inMemory += count;
        return _memory.AsMemory(_inMemory - count, count);
    }

    /// <summary>SHA-256 of all of it.</summary>
    public Digest Digest()
    {
        if (_hash is null)
        {
            return Record.Entries.Digest.Of(_memory.AsSpan(0, _inMemory));
        }

        Span<byte> bytes = stackalloc byte[Record.Entries.Digest.Length];
        _hash.GetCurrentHash(bytes);
        return new Digest(bytes);
    }

    /// <summary>All of it in memory; it is valid until this is disposed of or appended to.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public ReadOnlyMemory<byte> ToMemory()
    {
        if (_file is null)
        {
            return _memory.AsMemory(0, _inMemory);
        }

        var bytes = new byte[Length];
        RandomAccess.Read(_file.SafeFileHandle, bytes, 0);
        return bytes;
    }

    /// <summary>Reads from an offset; 0 at the end.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public int Read(Span<byte> buffer, long offset)
    {
        if (_file is not null)
        {
            return RandomAccess.Read(_file.SafeFileHandle, buffer, offset);
        }

        var read = (int)Math.Min(buffer.Length, _inMemory - offset);
        _memory.AsSpan((int)offset, read).CopyTo(buffer);
        return read;
    }

    /// <summary>The bytes from an offset, without a copy where they are in memory; null where they are in the file.</summary>
    public ReadOnlyMemory<byte>? InMemory(long offset)
    {
        if (_file is null)
        {
            return _memory.AsMemory((int)offset, _inMemory - (int)offset);
        }

        return null; // in a conditional expression it would become an empty memory
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _hash?.Dispose();
        if (_block is { } block)
        {
            ArrayPool<byte>.Shared.Return(block);
            _block = null;
        }

        if (_memory.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_memory);
            (_memory, _inMemory) = ([], 0);
        }
    }

    private bool HasRoom => _file is null && _inMemory < MaxInMemory;

    private void Reserve(int size)
    {
        if (size <= _memory.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, Math.Max(size, Math.Min(MaxInMemory, 2 * _memory.Length))));
        _memory.AsSpan(0, _inMemory).CopyTo(larger);
        if (_memory.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_memory);
        }

        _memory = larger;
    }
}
