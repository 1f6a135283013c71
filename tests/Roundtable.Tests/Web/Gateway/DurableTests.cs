using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

#pragma warning disable xUnit1051 // The upstream's sockets end with the test.
namespace Roundtable.Tests.Web.Gateway;

/// <summary>No caller sees a finished answer that is not on record; what is cut is on record too.</summary>
public sealed class DurableTests
{
    private const string Chat = "/openai/v1/chat/completions";
    private const string Messages = "/anthropic/v1/messages";
    private const string Asked = """{"model":"m-1","stream":true}""";
    private const string Answer = """{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}""";

    private static string Ending { get; } = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    [Theory(Timeout = TestDepth.Hung)]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task From_the_ending_on_a_stream_waits_for_the_disk_while_what_came_before_has_passed(string encoding)
    {
        var (before, after) = Split(encoding);
        var isReceived = new TaskCompletionSource();
        await using var upstream = new RawUpstream(async (_, s) =>
        {
            await s.SendAsync((byte[])[.. RawUpstream.StreamHead(encoding.Length > 0 ? $"Content-Encoding: {encoding}\r\n" : ""), .. RawUpstream.Chunk(before)]);
            await isReceived.Task;
            await s.SendAsync((byte[])[.. RawUpstream.Chunk(after), .. RawUpstream.End]);
        });
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        using var gate = new SemaphoreSlim(0);
        var waiting = new TaskCompletionSource();
        await site.Log.OpenAsync(TestContext.Current.CancellationToken);
        site.BeforeFlush = () =>
        {
            waiting.TrySetResult();
            gate.Wait();
        };
        using var caller = await RawCaller.SendAsync(site.Address, Chat, Asked);
        await caller.ReadAsync(c => c.Text.Contains("\r\n\r\n", StringComparison.Ordinal) && c.Body.Length == before.Length);
        Assert.NotNull(caller.Header("x-roundtable-call"));
        isReceived.SetResult();
        await waiting.Task; // the leaf is being written: all that the upstream sent is here
        var rest = caller.ReadAsync();
        await Task.WhenAny(rest, Task.Delay(50, TestContext.Current.CancellationToken));
        Assert.False(rest.IsCompleted);
        Assert.Equal(before.Length, caller.Body.Length);
        site.BeforeFlush = null;
        gate.Release(1000);
        await rest;
        Assert.Equal((byte[])[.. before, .. after], caller.Body);
        Assert.True(caller.IsComplete);
        Assert.Equal("stop", (await site.LeafAsync(caller.Header("x-roundtable-call"))).FinishReason);
    }

    [Theory(Timeout = TestDepth.Hung)]
    [InlineData(Chat, "\"type\":\"server_error\"")]
    [InlineData(Messages, "{\"type\":\"error\",\"error\":{\"type\":\"api_error\"")]
    public async Task An_answer_that_cannot_be_recorded_is_a_503_in_the_providers_shape(string path, string shape)
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        await site.Log.OpenAsync(TestContext.Current.CancellationToken);
        site.BeforeFlush = () => throw new IOException("No space left on device");
        using var caller = await (await RawCaller.SendAsync(site.Address, path, Asked)).ReadAsync();
        Assert.Equal(503, caller.Status);
        Assert.Contains(shape, caller.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", caller.Text, StringComparison.Ordinal);
        Assert.Equal("false", caller.Header("x-should-retry"));
        Assert.Single(upstream.Requests);
        Assert.NotNull(site.Log.Fault);
        site.BeforeFlush = null;
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task Within_a_stream_the_connection_is_aborted_where_the_exchange_cannot_be_recorded()
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync((byte[])[.. RawUpstream.StreamHead(), .. RawUpstream.Chunk(Encoding.UTF8.GetBytes(ForwardingTests.Stream)), .. RawUpstream.End]));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        await site.Log.OpenAsync(TestContext.Current.CancellationToken);
        site.BeforeFlush = () => throw new IOException("No space left on device");
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, Asked)).ReadAsync();
        Assert.True(caller.IsClosed);
        Assert.False(caller.Text.Length > 0 && caller.IsComplete);
        Assert.DoesNotContain("\"stop\"", caller.Text, StringComparison.Ordinal);
        site.BeforeFlush = null;
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task Where_the_log_cannot_be_opened_nobody_is_asked()
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        var opens = false;
        GatewaySite? site = null;
        site = await GatewaySite.StartAsync(upstream.Address, open: c => opens ? RecordLog.OpenAsync(site!.Data, TimeProvider.System, c) : throw new IOException("no"));
        await using var _ = site;
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, Asked)).ReadAsync();
        Assert.Equal(503, caller.Status);
        Assert.Empty(upstream.Requests);
        opens = true;
        using var again = await (await RawCaller.SendAsync(site.Address, Chat, Asked)).ReadAsync();
        Assert.Equal(200, again.Status);
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task A_caller_that_goes_away_leaves_a_leaf_of_what_came_and_ends_the_upstreams_work()
    {
        var first = Encoding.UTF8.GetBytes(ForwardingTests.Stream)[..180];
        var isGone = new TaskCompletionSource();
        await using var upstream = new RawUpstream(async (_, s) =>
        {
            await s.SendAsync((byte[])[.. RawUpstream.StreamHead(), .. RawUpstream.Chunk(first)]);
            isGone.TrySetResult();
            Assert.Equal(0, await s.ReceiveAsync(new byte[1]));
            isGone.TrySetResult();
        });
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        string call;
        using (var caller = await RawCaller.SendAsync(site.Address, Chat, Asked))
        {
            await caller.ReadAsync(c => c.Text.Contains("\"he\"", StringComparison.Ordinal));
            call = caller.Header("x-roundtable-call")!;
        }

        await isGone.Task;
        await site.LeavesAsync(1);
        var leaf = await site.LeafAsync(call);
        Assert.Equal(first, await site.ContentAsync(leaf.Raw));
        Assert.Equal("he", Encoding.UTF8.GetString((await site.ContentAsync(leaf.Output))!)[..2]);
        Assert.Null(leaf.FinishReason);
        Assert.Equal("caller-gone", await CutAsync(site, leaf));
        Assert.Contains("caller closed", Encoding.UTF8.GetString((await site.ContentAsync(leaf.Reason))!), StringComparison.Ordinal);
    }

    [Theory(Timeout = TestDepth.Hung)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upstream_that_goes_away_leaves_a_leaf_and_the_caller_sees_no_end(bool stream)
    {
        await using var upstream = new RawUpstream(async (_, s) =>
        {
            await s.SendAsync(stream
                ? (byte[])[.. RawUpstream.StreamHead(), .. RawUpstream.Chunk(Encoding.UTF8.GetBytes(ForwardingTests.Stream)[..180])]
                : RawUpstream.Whole(Answer)[..^5]);
            s.LingerState = new System.Net.Sockets.LingerOption(true, 1);
            s.Dispose();
        });
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, Asked)).ReadAsync();
        var leaf = Assert.Single(await site.LeavesAsync(1)).Leaf;
        Assert.Equal("upstream-gone", await CutAsync(site, leaf));
        if (stream)
        {
            Assert.False(caller.IsComplete);
        }
        else
        {
            Assert.Equal(502, caller.Status);
            Assert.Equal(leaf.Call, caller.Header("x-roundtable-call"));
            Assert.Contains("upstream_gone", caller.Text, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task An_upstream_that_cannot_be_reached_is_a_502_and_an_attempt_on_record()
    {
        await using var site = await GatewaySite.StartAsync("http://127.0.0.1:1");
        using var caller = await (await RawCaller.SendAsync(site.Address, Messages, Asked)).ReadAsync();
        Assert.Equal(502, caller.Status);
        Assert.Equal("upstream-unreachable", await CutAsync(site, await site.LeafAsync(caller.Header("x-roundtable-call"))));
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task An_upstream_that_says_nothing_is_given_up()
    {
        await using var upstream = new RawUpstream((_, s) => s.ReceiveAsync(new byte[1]));
        await using var site = await GatewaySite.StartAsync(upstream.Address, "  silence_seconds: 1\n");
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, Asked)).ReadAsync();
        Assert.Equal(504, caller.Status);
        Assert.Equal("upstream-silent", await CutAsync(site, await site.LeafAsync(caller.Header("x-roundtable-call"))));
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task Exchanges_under_way_end_before_a_gateway_that_is_stopped()
    {
        var asked = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var upstream = new RawUpstream(async (_, s) =>
        {
            asked.SetResult();
            await goOn.Task;
            await s.SendAsync(RawUpstream.Whole(Answer));
        });
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        using var caller = await RawCaller.SendAsync(site.Address, Chat, Asked);
        await asked.Task;
        var stopped = site.StopAsync();
        goOn.SetResult();
        await caller.ReadAsync();
        Assert.Equal((200, Answer), (caller.Status, Encoding.UTF8.GetString(caller.Body)));
        await stopped;
        Assert.Single(await site.LeavesAsync());
    }

    [Fact(Timeout = TestDepth.Hung)]
    public async Task A_call_is_found_by_its_id_and_proven_once_a_checkpoint_covers_it()
    {
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(Answer)));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, Asked)).ReadAsync();
        var id = caller.Header("x-roundtable-call")!;
        var found = await site.Calls.FindAsync(id, TestContext.Current.CancellationToken);
        Assert.Null(found!.Proof);
        await using (var use = await site.Log.OpenAsync(TestContext.Current.CancellationToken))
        {
            await use.Log.PublishAsync();
        }

        found = await site.Calls.FindAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(id, found!.Proof!.Verify([]).Leaf.Call);
        Assert.Equal("openai", (string?)found.Document!["upstream"]);
        Assert.Null(await site.Calls.FindAsync("call00", TestContext.Current.CancellationToken));
        var (lines, total) = await site.Calls.ListAsync(new(), 0, 10, TestContext.Current.CancellationToken);
        Assert.Equal((1, id, "m-1", "m", 200), (total, lines[0].Id, lines[0].Requested, lines[0].Served, lines[0].Status));
    }

    private static async Task<string?> CutAsync(GatewaySite site, Roundtable.Record.Entries.Leaf leaf) =>
        JsonElement.Parse((await site.ContentAsync(leaf.Document))!).GetProperty("cut").GetString();

    /// <summary>The stream before and from its ending, each compressed up to a flush.</summary>
    private static (byte[] Before, byte[] After) Split(string encoding)
    {
        var at = ForwardingTests.Stream.IndexOf(Ending, StringComparison.Ordinal);
        var (before, after) = (Encoding.UTF8.GetBytes(ForwardingTests.Stream[..at]), Encoding.UTF8.GetBytes(ForwardingTests.Stream[at..]));
        if (encoding.Length == 0)
        {
            return (before, after);
        }

        using var output = new MemoryStream();
        byte[] first;
        using (Stream packer = encoding == "gzip" ? new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true) : new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            packer.Write(before);
            packer.Flush();
            first = output.ToArray();
            packer.Write(after);
        }

        return (first, output.ToArray()[first.Length..]);
    }
}
