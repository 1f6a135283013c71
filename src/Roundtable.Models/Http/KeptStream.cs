namespace Roundtable.Models.Http;

/// <summary>
/// An answer that is read as it arrives: what was read is kept for the record, without the key that the request carried,
/// and there may be only so much of it.
/// </summary>
/// <param name="inner">The answer's body.</param>
/// <param name="key">The key that must not be in it, or null.</param>
/// <param name="max">The most bytes that it may have.</param>
/// <param name="keeps">Whether what was read is kept; what is written to a file as it comes is not.</param>
/// <param name="length">How long it is as far as its header tells; null where it does not. Short ones take no large buffer.</param>
internal sealed class KeptStream(Stream inner, string? key, long max = KeptStream.MaxAnswerBytes, bool keeps = true, long? length = null) : Stream
{
    /// <summary>The most bytes that an answer may have; a panel's answers have some thousands.</summary>
    public const int MaxAnswerBytes = 8 * 1024 * 1024;

    private const int ChunkBytes = 16 * 1024;

    private readonly MemoryStream _kept = new();
    private readonly EscapedKey? _key = key is { Length: > 0 } ? new EscapedKey(key) : null;
    private readonly byte[] _chunk = new byte[(int)Math.Clamp(length ?? ChunkBytes, 1, ChunkBytes)];
    private byte[] _clean = [];
    private int _given;
    private byte[] _held = [];
    private long _total;
    private bool _ended;

    /// <summary>How many bytes of the body came so far, the key included.</summary>
    public long Received => _total;

    /// <summary>Whether the key was in it and was replaced.</summary>
    public bool Scrubbed { get; private set; }

    /// <summary>What was read so far, decompressed and without the key.</summary>
    public byte[] Bytes => _kept.ToArray();

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">When the answer is larger than <see cref="MaxAnswerBytes"/>.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_given == _clean.Length && !_ended)
        {
            var read = await inner.ReadAsync(_chunk, cancellationToken);
            _total += read;
            if (_total > max)
            {
                throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "The answer is too large.");
            }

            _ended = read == 0;
            _clean = Scrub(_chunk.AsSpan(0, read));
            _given = 0;
            if (keeps)
            {
                _kept.Write(_clean);
            }
        }

        var count = Math.Min(buffer.Length, _clean.Length - _given);
        _clean.AsMemory(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The bytes without the key; the end of them is held back while it may be the key's beginning.</summary>
    private byte[] Scrub(ReadOnlySpan<byte> read)
    {
        if (_key is null)
        {
            return read.ToArray();
        }

        byte[] all = [.. _held, .. read];
        var clean = new List<byte>(all.Length);
        ReadOnlySpan<byte> rest = all;
        while (_key.Find(rest, _ended) is var (start, length))
        {
            clean.AddRange(rest[..start]);
            rest = rest[start..];
            if (length is not { } whole)
            {
                break; // it may go on in what comes next
            }

            clean.AddRange("[key]"u8);
            rest = rest[whole..];
            Scrubbed = true;
        }

        _held = _key.Find(rest, _ended) is null ? [] : rest.ToArray();
        clean.AddRange(_held.Length > 0 ? [] : rest);
        return [.. clean];
    }
}
