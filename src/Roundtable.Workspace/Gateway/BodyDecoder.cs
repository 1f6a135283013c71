using System.Buffers;
using System.IO.Compression;
using Roundtable.Corpus.Formats.Packed;

namespace Roundtable.Workspace.Gateway;

/// <summary>Decompresses a body on the side as its pieces come: after each, everything is out that the bytes so far determine.</summary>
internal abstract class BodyDecoder : IDisposable
{
    /// <summary>The largest decompressed size that is read, in bytes: a few kilobytes can decompress to any size.</summary>
    public const int MaxDecoded = 128 << 20;

    private const int Block = 16 << 10;

    private long _decoded;

    /// <summary>A decoder for a Content-Encoding; null where it is unknown.</summary>
    /// <param name="encoding">The header's value; null or empty for none.</param>
    public static BodyDecoder? For(string? encoding) => encoding?.Trim().ToLowerInvariant() switch
    {
        null or "" or "identity" => new Plain(),
        "gzip" or "x-gzip" => new Deflated(static s => new GZipStream(s, CompressionMode.Decompress)),
        "deflate" => new Deflated(static s => new ZLibStream(s, CompressionMode.Decompress)),
        "br" => new Brotli(),
        "zstd" => new Zstandard(),
        _ => null,
    };

    /// <summary>Whether bytes come out as they go in.</summary>
    public virtual bool IsPlain => false;

    /// <summary>Decompresses the next piece; false where it cannot be decompressed, and then nothing after it can.</summary>
    public bool TryPush(ReadOnlySpan<byte> piece, ArrayBufferWriter<byte> output)
    {
        var before = output.WrittenCount;
        var read = TryDecode(piece, output);
        _decoded += output.WrittenCount - before;
        return read && _decoded <= MaxDecoded;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Decompresses the next piece.</summary>
    protected abstract bool TryDecode(ReadOnlySpan<byte> piece, ArrayBufferWriter<byte> output);

    /// <summary>Releases what it holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private bool HasRoom(ArrayBufferWriter<byte> output) => _decoded + output.WrittenCount <= MaxDecoded;

    private sealed class Plain : BodyDecoder
    {
        public override bool IsPlain => true;

        protected override bool TryDecode(ReadOnlySpan<byte> piece, ArrayBufferWriter<byte> output)
        {
            output.Write(piece);
            return true;
        }
    }

    /// <summary>.NET's inflaters read from a stream; one that ends for now and goes on later makes them take pieces.</summary>
    private sealed class Deflated : BodyDecoder
    {
        private readonly Feed _feed = new();
        private readonly Stream _inflater;

        public Deflated(Func<Stream, Stream> open) => _inflater = open(_feed);

        protected override bool TryDecode(ReadOnlySpan<byte> piece, ArrayBufferWriter<byte> output)
        {
            _feed.Set(piece);
            try
            {
                int read;
                do
                {
                    read = _inflater.Read(output.GetSpan(Block));
                    output.Advance(read);
                }
                while (read > 0 && HasRoom(output));
                return _feed.IsEmpty;
            }
            catch (InvalidDataException)
            {
                return false;
            }
        }

        protected override void Dispose(bool disposing)
        {
            _inflater.Dispose();
            _feed.Dispose();
        }
    }

    private sealed class Brotli : BodyDecoder
    {
        private BrotliDecoder _decoder;

        protected override bool TryDecode(ReadOnlySpan<byte> piece, ArrayBufferWriter<byte> output)
        {
            while (true)
            {
                var status = _decoder.Decompress(piece, output.GetSpan(Block), out var consumed, out var written);
                output.Advance(written);
                piece = piece[consumed..];
                if (status != OperationStatus.DestinationTooSmall || !HasRoom(output))
                {
                    return status is OperationStatus.NeedMoreData || (status == OperationStatus.Done && piece.IsEmpty);
                }
            }
        }

        protected override void Dispose(bool disposing) => _decoder.Dispose();
    }

    private sealed class Zstandard : BodyDecoder
    {
        private readonly ZstandardFlow _flow = new();

        protected override bool TryDecode(ReadOnlySpan<byte> piece, ArrayBufferWriter<byte> output)
        {
            while (true)
            {
                if (!_flow.TryTake(piece, output.GetSpan(Block), out var consumed, out var written))
                {
                    return false;
                }

                output.Advance(written);
                piece = piece[consumed..];
                if (piece.IsEmpty && written < Block)
                {
                    return true;
                }

                if (!HasRoom(output))
                {
                    return false;
                }
            }
        }

        protected override void Dispose(bool disposing) => _flow.Dispose();
    }

    private sealed class Feed : Stream
    {
        private byte[] _bytes = new byte[Block];
        private int _start;
        private int _end;

        public bool IsEmpty => _start == _end;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Set(ReadOnlySpan<byte> piece)
        {
            if (piece.Length > _bytes.Length)
            {
                _bytes = new byte[piece.Length];
            }

            piece.CopyTo(_bytes);
            (_start, _end) = (0, piece.Length);
        }

        public override int Read(Span<byte> buffer)
        {
            var read = Math.Min(buffer.Length, _end - _start);
            _bytes.AsSpan(_start, read).CopyTo(buffer);
            _start += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
