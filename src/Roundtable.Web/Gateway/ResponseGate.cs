using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Gateway;

/// <summary>
/// Stands where the response's body is written to. Bytes of a stream pass until one of them says how the answer ended; everything else waits in the
/// exchange's copy until <see cref="ReleaseAsync"/>, status and headers included where nothing passed before.
/// </summary>
/// <param name="inner">What really sends to the caller.</param>
/// <param name="exchange">The exchange.</param>
/// <param name="maxBytes">Maximum size of the body.</param>
internal sealed class ResponseGate(IHttpResponseBodyFeature inner, Exchange exchange, long maxBytes) : Stream, IHttpResponseBodyFeature
{
    private const int Block = 64 << 10;

    private PipeWriter? _writer;
    private long _sent;

    /// <summary>Whether the body grew larger than it may.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Why the body could not be kept: then the exchange cannot be recorded.</summary>
    public IOException? Fault { get; private set; }

    Stream IHttpResponseBodyFeature.Stream => this;

    PipeWriter IHttpResponseBodyFeature.Writer => _writer ??= PipeWriter.Create(this);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Sends what waited.</summary>
    public async ValueTask ReleaseAsync(CancellationToken cancellation)
    {
        await SendAsync(default, exchange.Received.Length, cancellation);
    }

    /// <summary>Forgets what waited.</summary>
    public void Drop() => _sent = exchange.Received.Length;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (exchange.Received.Length + buffer.Length > maxBytes)
        {
            IsTooLarge = true;
            throw new IOException("The response is larger than the gateway accepts.");
        }

        try
        {
            exchange.Received.Append(buffer.Span);
        }
        catch (IOException e)
        {
            Fault = e;
            throw;
        }

        return exchange.Reader is { CanPass: true } reader && reader.Push(buffer.Span) is var passing && passing > _sent
            ? SendAsync(buffer, passing, cancellationToken)
            : ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value)
    {
        // What waits is not the response that is being cleared; Drop forgets it.
    }

    /// <summary>The headers of a stream go at once where bytes may pass; others wait with their body.</summary>
    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) =>
        exchange.Reader is { CanPass: true } ? inner.StartAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>The end waits too.</summary>
    Task IHttpResponseBodyFeature.CompleteAsync() => Task.CompletedTask;

    void IHttpResponseBodyFeature.DisableBuffering()
    {
    }

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Sends the bytes up to a position, of which <paramref name="last"/> are those that came last.</summary>
    private async ValueTask SendAsync(ReadOnlyMemory<byte> last, long until, CancellationToken cancellation)
    {
        var received = exchange.Received;
        var lastStart = received.Length - last.Length;
        if (_sent < lastStart || last.IsEmpty)
        {
            var end = last.IsEmpty ? until : Math.Min(until, lastStart);
            if (received.InMemory(_sent) is { } waiting)
            {
                await inner.Stream.WriteAsync(waiting[..(int)(end - _sent)], cancellation);
                _sent = end;
            }
            else
            {
                await SendFromFileAsync(end, cancellation);
            }
        }

        if (_sent < until)
        {
            var (start, length) = ((int)(_sent - lastStart), (int)(until - _sent));
            _sent = until;
            await inner.Stream.WriteAsync(last.Slice(start, length), cancellation);
        }
    }

    private async ValueTask SendFromFileAsync(long end, CancellationToken cancellation)
    {
        var block = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            while (_sent < end)
            {
                var read = exchange.Received.Read(block.AsSpan(0, (int)Math.Min(Block, end - _sent)), _sent);
                if (read == 0)
                {
                    throw new IOException("The copy of the response ended early.");
                }

                await inner.Stream.WriteAsync(block.AsMemory(0, read), cancellation);
                _sent += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
