using Microsoft.AspNetCore.Http;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Gateway;

/// <summary>Reads the body of a request: JSON whole before anything is forwarded, since it names the model; everything else while it passes.</summary>
internal static class RequestBody
{
    private const int Block = 16 << 10;

    /// <summary>Whether a body is JSON that can be read: it is not compressed.</summary>
    public static bool IsJson(HttpRequest request)
    {
        var type = request.ContentType;
        return type is not null && !request.Headers.ContainsKey("Content-Encoding")
            && (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) || type.Contains("+json", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads all of it, and finds in it what rules need to know.</summary>
    /// <exception cref="BadHttpRequestException">When it is larger than it may be, or cut.</exception>
    /// <exception cref="IOException">When it cannot be kept.</exception>
    public static async ValueTask<RequestFacts?> ReadAsync(HttpRequest request, BodyCopy copy, CancellationToken cancellation)
    {
        var scanner = new RequestScanner();
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            foreach (var piece in read.Buffer)
            {
                scanner.Push(piece.Span);
                copy.Append(piece.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return scanner.Facts;
            }

            if (read.IsCanceled)
            {
                throw new OperationCanceledException(cancellation);
            }
        }
    }

    /// <summary>A body that was read, once more from its beginning.</summary>
    internal sealed class Again(BodyCopy copy) : ReadingStream
    {
        private long _at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = copy.Read(buffer.Span, _at);
            _at += read;
            return new(read);
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            while (copy.InMemory(_at) is { IsEmpty: false } piece)
            {
                _at += piece.Length;
                await destination.WriteAsync(piece, cancellationToken);
            }

            await base.CopyToAsync(destination, Block, cancellationToken);
        }
    }

    /// <summary>A body that is copied as it is read.</summary>
    internal sealed class Copied(Stream body, BodyCopy copy) : ReadingStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await body.ReadAsync(buffer, cancellationToken);
            copy.Append(buffer.Span[..read]);
            return read;
        }
    }

    /// <summary>A stream that is read and nothing else.</summary>
    internal abstract class ReadingStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
