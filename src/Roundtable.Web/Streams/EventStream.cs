using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;
using Roundtable.Workspace.Live;

namespace Roundtable.Web.Streams;

/// <summary>Server-sent events (WHATWG HTML, 9.2) to one listener, kept open through quiet times.</summary>
public static class EventStream
{
    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(15);
    private static readonly byte[] _comment = ":\n\n"u8.ToArray();

    /// <summary>The id after which a listener wants to go on: what it heard last, or what its address says.</summary>
    public static LiveId? After(HttpRequest request) =>
        LiveId.Parse(request.Headers["Last-Event-ID"] is { Count: > 0 } header ? header.ToString() : request.Query["after"].ToString());

    /// <summary>Sets the headers of a stream.</summary>
    public static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = new StringValues("no");
    }

    /// <summary>Sends events until they end or the listener goes.</summary>
    /// <param name="context">The listener's request.</param>
    /// <param name="events">Id, name and data on one line; a name that is null is that of any message.</param>
    /// <param name="time">The clock.</param>
    public static async Task SendAsync(HttpContext context, IAsyncEnumerable<(LiveId Id, string? Name, byte[] Data)> events, TimeProvider time)
    {
        var response = context.Response;
        Begin(response);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        // A server that stops waits for nobody who only listens.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var gone = ended.Token;
        var next = events.GetAsyncEnumerator(gone);
        var moving = Task.FromResult(true);
        try
        {
            await response.Body.WriteAsync("retry: 1000\n\n"u8.ToArray(), gone);
            await response.Body.FlushAsync(gone);
            moving = next.MoveNextAsync().AsTask();
            while (true)
            {
                try
                {
                    if (!await moving.WaitAsync(_quiet, time, gone))
                    {
                        return;
                    }
                }
                catch (TimeoutException) when (!moving.IsFaulted)
                {
                    await response.Body.WriteAsync(_comment, gone);
                    await response.Body.FlushAsync(gone);
                    continue;
                }

                var (id, name, data) = next.Current;
                await response.WriteAsync($"id: {id}\n{(name is null ? "" : $"event: {name}\n")}data: ", gone);
                await response.Body.WriteAsync(data, gone);
                await response.WriteAsync("\n\n", gone);
                await response.Body.FlushAsync(gone);
                moving = next.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }
        finally
        {
            // Events that are still waited for cannot be let go yet, and a server that stops does not wait for them.
            var leaving = LeaveAsync(next, moving);
            if (moving.IsCompleted)
            {
                await leaving;
            }
        }
    }

    private static async Task LeaveAsync(IAsyncEnumerator<(LiveId Id, string? Name, byte[] Data)> events, Task<bool> moving)
    {
        await Task.WhenAny(moving);
        await events.DisposeAsync();
    }
}
