using System.Buffers;
using System.Net;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Gateway;

/// <summary>The body of a request on its way to the upstream: what was read already is sent from its copy, the rest as it comes.</summary>
/// <param name="body">The body as the caller sends it, or its copy once more.</param>
/// <param name="copy">Its copy.</param>
/// <param name="limit">Ends it.</param>
internal sealed class UpstreamContent(Stream body, BodyCopy copy, SilenceLimit limit) : HttpContent
{
    private const int Block = 64 << 10;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _began;

    /// <summary>Why the caller's body could not be read to its end; null where it could.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Ends when nothing reads the body or its copy any more; it does not throw.</summary>
    public Task Ended => _began ? _ended.Task : Task.CompletedTask;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _began = true;
        try
        {
            if (body is RequestBody.Again && copy.IsInMemory)
            {
                for (var at = 0L; copy.InMemory(at) is { IsEmpty: false } piece; at += piece.Length)
                {
                    await stream.WriteAsync(piece, cancellationToken);
                }

                return;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            await CopyAsync(stream, either.Token);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private async Task CopyAsync(Stream stream, CancellationToken cancellation)
    {
        var block = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            while (await ReadAsync(block, cancellation) is > 0 and var read)
            {
                limit.Moved();
                await stream.WriteAsync(block.AsMemory(0, read), cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private async ValueTask<int> ReadAsync(byte[] block, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(block, cancellation);
        }
        catch (Exception e)
        {
            Fault = e;
            throw;
        }
    }
}
