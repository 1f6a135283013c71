using System.Buffers;
using System.Numerics;
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

    private const int Smallest = 4 << 10;
    private const int Block = 64 << 10;
    private const int Share = 4; // a new block is a quarter of what there is: a stream of events grows for minutes, and many do at a time

    private readonly List<(int Start, byte[] Bytes)> _blocks = new(1); // each but the last is full
    private int _inMemory;
    private byte[]? _whole;
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
            while (!bytes.IsEmpty)
            {
                var room = Last(bytes.Length).Span;
                var part = Math.Min(room.Length, bytes.Length);
                bytes[..part].CopyTo(room);
                bytes = bytes[part..];
                _inMemory += part;
            }

            return;
        }

        if (_file is null)
        {
            _file = PrivateFiles.CreateTemporary(directory);
            _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var at = 0; at < _inMemory;)
            {
                var piece = InMemory(at).Span;
                _hash.AppendData(piece);
                _file.Write(piece);
                at += piece.Length;
            }

            Release();
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

        var room = Last(1);
        return room[..Math.Min(room.Length, MaxInMemory - _inMemory)];
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
        return InMemory(_inMemory - count);
    }

    /// <summary>SHA-256 of all of it.</summary>
    public Digest Digest()
    {
        if (_hash is null)
        {
            return Record.Entries.Digest.Of(ToMemory().Span);
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
            if (_blocks.Count <= 1)
            {
                return InMemory(0);
            }

            if (_whole is null)
            {
                _whole = ArrayPool<byte>.Shared.Rent(_inMemory);
                Read(_whole, 0);
            }

            return _whole.AsMemory(0, _inMemory);
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

        var read = 0;
        while (read < buffer.Length && InMemory(offset + read).Span is { IsEmpty: false } piece)
        {
            var part = Math.Min(piece.Length, buffer.Length - read);
            piece[..part].CopyTo(buffer[read..]);
            read += part;
        }

        return read;
    }

    /// <summary>Whether all of it is in memory.</summary>
    public bool IsInMemory => _file is null;

    /// <summary>The bytes from an offset that lie beside each other in memory; none at the end, or where they are in the file.</summary>
    public ReadOnlyMemory<byte> InMemory(long offset)
    {
        for (var i = _blocks.Count - 1; i >= 0; i--)
        {
            var (start, bytes) = _blocks[i];
            if (start <= offset)
            {
                var end = Math.Min(bytes.Length, _inMemory - start);
                return bytes.AsMemory((int)offset - start, end - ((int)offset - start));
            }
        }

        return default;
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

        Release();
    }

    private bool HasRoom => _file is null && _inMemory < MaxInMemory;

    /// <summary>What is free of the last block, or a new one where nothing is.</summary>
    /// <param name="wanted">How many bytes are to come at least.</param>
    private Memory<byte> Last(int wanted)
    {
        ReleaseWhole();
        if (_blocks.Count > 0 && _blocks[^1] is var (start, bytes) && start + bytes.Length > _inMemory)
        {
            return bytes.AsMemory(_inMemory - start);
        }

        var size = Math.Clamp(Math.Max(wanted, 1 << BitOperations.Log2((uint)(_inMemory / Share) | 1)), Smallest, Block);
        var fresh = ArrayPool<byte>.Shared.Rent(size);
        _blocks.Add((_inMemory, fresh));
        return fresh;
    }

    private void Release()
    {
        ReleaseWhole();
        foreach (var (_, bytes) in _blocks)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        _blocks.Clear();
        _inMemory = 0;
    }

    private void ReleaseWhole()
    {
        if (_whole is { } whole)
        {
            _whole = null;
            ArrayPool<byte>.Shared.Return(whole);
        }
    }
}
