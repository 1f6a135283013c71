using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Formats;

/// <summary>
/// Unpacks Zstandard (RFC 8878) as it is read, frame after frame. Data that is cut or damaged is an <see cref="InvalidDataException"/>
/// whose message says so; what came before it was given.
/// </summary>
internal sealed class ZstandardStream(Stream packed) : Stream
{
    private readonly byte[] _packed = GC.AllocateUninitializedArray<byte>(1 << 17, pinned: true);
    private nint _context = ZstandardLibrary.Create();
    private (int At, int End) _held;
    private bool _within;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        while (!buffer.IsEmpty)
        {
            var more = _held.At < _held.End || Refill();
            if (!more && !_within)
            {
                return 0;
            }

            var written = Unpack(buffer);
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

    protected override void Dispose(bool disposing)
    {
        if (_context != 0)
        {
            ZstandardLibrary.Free(_context);
            _context = 0;
        }

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

    private unsafe int Unpack(Span<byte> buffer)
    {
        fixed (byte* target = buffer)
        fixed (byte* source = _packed)
        {
            var output = new ZstandardLibrary.Buffer { Bytes = (nint)target, Size = (nuint)buffer.Length };
            var input = new ZstandardLibrary.Buffer { Bytes = (nint)source, Size = (nuint)_held.End, Position = (nuint)_held.At };
            var hint = ZstandardLibrary.Unpack(_context, ref output, ref input);
            if (ZstandardLibrary.IsError(hint) != 0)
            {
                throw new InvalidDataException($"the packed data is damaged ({Marshal.PtrToStringUTF8(ZstandardLibrary.ErrorName(hint))})");
            }

            _held.At = (int)input.Position;
            // Zero says that a frame is whole and given; anything else that one has begun.
            _within = hint != 0;
            return (int)output.Position;
        }
    }
}
