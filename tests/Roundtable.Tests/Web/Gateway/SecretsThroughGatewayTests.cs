using System.IO.Compression;
using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Record.Secrets;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

#pragma warning disable xUnit1051 // The upstream's sockets end with the test.
namespace Roundtable.Tests.Web.Gateway;

/// <summary>What a provider repeats of a key passes to the caller as it came, and is committed to, but stored nowhere in the data directory.</summary>
public sealed class SecretsThroughGatewayTests
{
    private const string Key = "sk-own-0123456789abcdef0123456789";
    private const string Chat = "/openai/v1/chat/completions";
    private const string Asked = """{"model":"m-1","messages":[{"role":"user","content":"Hi"}]}""";

    private static readonly SecretGuard _guard = new([new KnownSecret("the key", Encoding.ASCII.GetBytes(Key))], [new SecretForm("a token", "rt_", 64)]);

    private static readonly string _base64 = Convert.ToBase64String(Encoding.ASCII.GetBytes("x" + Key));

    public static TheoryData<string, bool, string> Answers => new()
    {
        { Of(_base64), false, "" },
        { Of(_base64), true, "" },
        { Of(Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Key))), false, "" },
        { Of(Uri.EscapeDataString(Key).Replace("-", "%2D", StringComparison.Ordinal)), false, "" },
        { Of(Key[..5] + "\\u00" + Convert.ToHexStringLower([(byte)Key[5]]) + Key[6..]), false, "" },
        { Of("hello", model: Key), false, "" },
        { Of("hello", finish: _base64), false, "" },
        { Of("hello"), false, $"x-request-id: {Key}\r\n" },
        { Of("rt_" + string.Concat(Enumerable.Repeat("0123456789abcdef", 4))), false, "" },
    };

    [Theory(Timeout = TestDepth.Hung)]
    [MemberData(nameof(Answers))]
    public async Task A_key_that_comes_back_passes_and_is_not_stored(string answer, bool isCompressed, string headers)
    {
        var sent = isCompressed ? Compressed(answer) : Encoding.UTF8.GetBytes(answer);
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(sent, more: headers + (isCompressed ? "Content-Encoding: gzip\r\n" : ""))));
        GatewaySite? started = null;
        await using var site = started = await GatewaySite.StartAsync(
            upstream.Address, open: _ => Task.FromResult(RecordLog.Over(FileStore.Open(started!.Data, new LogOptions()), TimeProvider.System, _guard)));
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, Asked, "Accept-Encoding: gzip\r\n")).ReadAsync();
        Assert.Equal(200, caller.Status);
        Assert.Equal(sent, caller.Body);
        var leaf = await site.LeafAsync(caller.Header("x-roundtable-call"));
        Assert.Equal(Digest.Of(sent), leaf.Raw);
        Assert.Equal(headers.Length > 0 ? sent : null, await site.ContentAsync(leaf.Raw));
        foreach (var file in Directory.EnumerateFiles(site.Data, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
        {
            using var bytes = new MemoryStream();
            await using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            {
                await stream.CopyToAsync(bytes);
            }

            Assert.True(_guard.Find(bytes.ToArray()) is null, file);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(Compressed(answer)));
        }
    }

    /// <summary>A key that the caller brings is known to nobody but for its exchange.</summary>
    [Theory(Timeout = TestDepth.Hung)]
    [InlineData("Authorization: Bearer ", false)]
    [InlineData("Authorization: Bearer ", true)]
    [InlineData("x-api-key: ", false)]
    public async Task The_callers_own_key_is_not_stored_when_the_provider_repeats_it(string header, bool isCompressed)
    {
        var answer = Of("Your key is " + _base64);
        var sent = isCompressed ? Compressed(answer) : Encoding.UTF8.GetBytes(answer);
        await using var upstream = new RawUpstream((_, s) => s.SendAsync(RawUpstream.Whole(sent, more: isCompressed ? "Content-Encoding: gzip\r\n" : "")));
        await using var site = await GatewaySite.StartAsync(upstream.Address);
        var asked = Asked.Replace("Hi", "My key is " + Key, StringComparison.Ordinal);
        using var caller = await (await RawCaller.SendAsync(site.Address, Chat, asked, $"{header}{Key}\r\nAccept-Encoding: gzip\r\n")).ReadAsync();
        Assert.Equal(200, caller.Status);
        Assert.Equal(sent, caller.Body);
        var leaf = await site.LeafAsync(caller.Header("x-roundtable-call"));
        Assert.Equal((Digest.Of(Encoding.UTF8.GetBytes(asked)), Digest.Of(sent)), (leaf.Prompt, leaf.Raw));
        Assert.Equal(["output", "prompt", "raw"], leaf.Withheld);
        Assert.Null(await site.ContentAsync(leaf.Raw));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(site.Data, "content"), "*.pack"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            Assert.True(_guard.Find(bytes.ToArray()) is null, file);
        }
    }

    private static string Of(string content, string model = "m-1-2026", string finish = "stop") =>
        $$$"""{"id":"c","model":"{{{model}}}","choices":[{"index":0,"message":{"role":"assistant","content":"{{{content}}}"},"finish_reason":"{{{finish}}}"}]}""";

    private static byte[] Compressed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
