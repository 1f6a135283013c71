using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>Unpacks gzip (RFC 1952), member after member; zeros that fill up the end are passed over.</summary>
internal sealed unsafe class GzipStream : UnpackingStream
{
    // zlib keeps the address: it has to stay where it is.
    private GzipLibrary.State* _state = (GzipLibrary.State*)NativeMemory.AllocZeroed((nuint)sizeof(GzipLibrary.State));
    private bool _any;

    public GzipStream(Stream packed)
        : base(packed)
    {
        if (GzipLibrary.Begin(_state) != GzipLibrary.Ok)
        {
            throw new InvalidOperationException("zlib found no memory to unpack in.");
        }
    }

    protected override int Unpack(ReadOnlySpan<byte> source, Span<byte> target, out int consumed)
    {
        ObjectDisposedException.ThrowIf(_state is null, this);
        consumed = 0;
        if (!IsWithin && _any)
        {
            var other = source.IndexOfAnyExcept((byte)0);
            if (other < 0)
            {
                consumed = source.Length;
                return 0;
            }

            consumed = other;
            source = source[other..];
        }

        IsWithin = _any = true;
        fixed (byte* to = target)
        fixed (byte* from = source)
        {
            _state->NextIn = from;
            _state->AvailableIn = (uint)source.Length;
            _state->NextOut = to;
            _state->AvailableOut = (uint)target.Length;
            var result = GzipLibrary.Unpack(_state, 0);
            consumed += source.Length - (int)_state->AvailableIn;
            if (result == GzipLibrary.End)
            {
                IsWithin = false;
                _ = GzipLibrary.Reset(_state);
            }
            else if (result is not (GzipLibrary.Ok or GzipLibrary.NoProgress))
            {
                throw new InvalidDataException($"the packed data is damaged ({Marshal.PtrToStringUTF8(_state->Message)})");
            }

            return target.Length - (int)_state->AvailableOut;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (_state is not null)
        {
            _ = GzipLibrary.Free(_state);
            NativeMemory.Free(_state);
            _state = null;
        }

        base.Dispose(disposing);
    }
}
