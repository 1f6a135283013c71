using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roundtable.Tests.Samples;
using Roundtable.Web.Streams;
using Roundtable.Workspace.Live;

namespace Roundtable.Tests.Web.Streams;

public sealed class EventStreamTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly Lifetime _lifetime = new();
    private readonly MemoryStream _body = new();

    public void Dispose()
    {
        _body.Dispose();
        _lifetime.Dispose();
    }

    private string Sent => Encoding.UTF8.GetString(_body.ToArray());

    [Fact]
    public async Task Events_are_sent_with_their_ids_and_names()
    {
        var context = Context();
        await EventStream.SendAsync(context, Two(), _time);
        Assert.Equal("text/event-stream; charset=utf-8", context.Response.ContentType);
        Assert.Equal("no-store", context.Response.Headers.CacheControl);
        Assert.Equal("retry: 1000\n\nid: run.1\nevent: opened\ndata: {\"a\":1}\n\nid: run.2\ndata: {}\n\n", Sent);

        static async IAsyncEnumerable<(LiveId, string?, byte[])> Two()
        {
            yield return (new LiveId("run", 1), "opened", "{\"a\":1}"u8.ToArray());
            await Task.Yield();
            yield return (new LiveId("run", 2), null, "{}"u8.ToArray());
        }
    }

    [Fact]
    public async Task A_quiet_stream_is_kept_open_and_ends_when_the_server_stops()
    {
        var events = Channel.CreateUnbounded<(LiveId, string?, byte[])>();
        var sending = EventStream.SendAsync(Context(), events.Reader.ReadAllAsync(TestContext.Current.CancellationToken), _time);
        await UntilAsync("retry", advance: false);
        await UntilAsync("\n:\n\n", advance: true);
        events.Writer.TryWrite((new LiveId("run", 1), "a", "1"u8.ToArray()));
        await UntilAsync("data: 1\n\n", advance: false);
        Assert.False(sending.IsCompleted);
        _lifetime.StopApplication();
        await sending;
    }

    [Theory]
    [InlineData("run.7", null, "run.7")]
    [InlineData(null, "run.8", "run.8")]
    [InlineData("run.7", "run.8", "run.7")] // what was heard last counts, not where the page began
    [InlineData("nonsense", null, null)]
    [InlineData(null, "run.-1", null)]
    [InlineData(null, null, null)]
    public void A_listener_goes_on_after_what_it_heard(string? header, string? query, string? after)
    {
        var context = Context();
        if (header is not null)
        {
            context.Request.Headers["Last-Event-ID"] = header;
        }

        context.Request.QueryString = query is null ? default : QueryString.Create("after", query);
        Assert.Equal(after, EventStream.After(context.Request)?.ToString());
    }

    private DefaultHttpContext Context()
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton<IHostApplicationLifetime>(_lifetime).BuildServiceProvider() };
        context.Response.Body = _body;
        return context;
    }

    private async Task UntilAsync(string text, bool advance)
    {
        while (!Sent.Contains(text, StringComparison.Ordinal))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _time.Advance(advance ? TimeSpan.FromSeconds(20) : TimeSpan.Zero);
            await Task.Yield();
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
