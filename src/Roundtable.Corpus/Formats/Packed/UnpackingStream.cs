using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>
/// Unpacks data as it is read, one packed part after the other. Data that is cut or damaged is an <see cref="InvalidDataException"/>
/// whose message says so; what came before it was given.
/// </summary>
internal abstract class UnpackingStream(Stream packed) : Stream
{
    private readonly byte[] _packed = GC.AllocateUninitializedArray<byte>(1 << 17, pinned: true);
    private (int At, int End) _held;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Whether a part has begun that is not yet given to its end.</summary>
    protected bool IsWithin { get; set; }

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var more = _held.At < _held.End || Refill();
            if (!more && !IsWithin)
            {
                return 0;
            }

            var written = Unpack(_packed.AsSpan(_held.At, _held.End - _held.At), buffer, out var consumed);
            _held.At += consumed;
            if (written > 0)
            {
                return written;
            }

            if (!more)
            {
                throw new InvalidDataException(RowWords.CutShort);
            }
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Unpacks some bytes; sets <see cref="IsWithin"/>.</summary>
    /// <param name="source">Packed bytes; empty at the end of the file.</param>
    /// <param name="target">Where what is unpacked goes.</param>
    /// <param name="consumed">How many packed bytes were used.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    protected abstract int Unpack(ReadOnlySpan<byte> source, Span<byte> target, out int consumed);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Refill()
    {
        _held = (0, packed.Read(_packed));
        return _held.End > 0;
    }
}
