using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>Unpacks Zstandard (RFC 8878), frame after frame.</summary>
internal sealed class ZstandardStream(Stream packed) : UnpackingStream(packed)
{
    private nint _context = ZstandardLibrary.Create();

    protected override unsafe int Unpack(ReadOnlySpan<byte> source, Span<byte> target, out int consumed)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        fixed (byte* to = target)
        fixed (byte* from = source)
        {
            var output = new ZstandardLibrary.Buffer { Bytes = (nint)to, Size = (nuint)target.Length };
            var input = new ZstandardLibrary.Buffer { Bytes = (nint)from, Size = (nuint)source.Length };
            var hint = ZstandardLibrary.Unpack(_context, ref output, ref input);
            if (ZstandardLibrary.IsError(hint) != 0)
            {
                throw new InvalidDataException($"the packed data is damaged ({Marshal.PtrToStringUTF8(ZstandardLibrary.ErrorName(hint))})");
            }

            // Zero says that a frame is whole and given; anything else that one has begun.
            IsWithin = hint != 0;
            consumed = (int)input.Position;
            return (int)output.Position;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (_context != 0)
        {
            _ = ZstandardLibrary.Free(_context);
            _context = 0;
        }

        base.Dispose(disposing);
    }
}
