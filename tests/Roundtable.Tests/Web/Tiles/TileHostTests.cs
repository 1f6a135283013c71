using System.Net;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Web.Tiles;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Web.Tiles;

public sealed class TileHostTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Only_what_a_checkpoint_speaks_of_is_served_and_tiles_are_for_ever()
    {
        await using (var log = await _workspace.OpenLogAsync())
        {
            for (var i = 0; i < 3; i++)
            {
                await DataDirectory.AppendAsync(log, i);
            }
        }

        var service = new LogService(_workspace.Context);
        var (_, _, checkpoint) = await service.PublishAsync(Cancellation);
        using var published = await service.OpenPublishedAsync(Cancellation);
        await ServeAsync(app => TileEndpoints.Map(app, published.Resources), async http =>
        {
            using var text = await http.GetAsync("/checkpoint", Cancellation);
            Assert.Equal(checkpoint, await text.Content.ReadAsStringAsync(Cancellation));
            Assert.True(text.Headers.CacheControl!.NoCache);
            using var tile = await http.GetAsync("/tile/0/000.p/3", Cancellation);
            Assert.Equal(96, (await tile.Content.ReadAsByteArrayAsync(Cancellation)).Length);
            Assert.Contains("immutable", tile.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/tile/entries/000.p/3"), Cancellation);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            foreach (var path in (string[])["/tile/0/000", "/tile/0/000.p/4", "/tile/1/000.p/1", "/tile/x/000", "/tile/0/../../keys/log", "/rotations/x", "/journal"])
            {
                Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(path, Cancellation)).StatusCode);
            }
        });
    }

    [Fact]
    public async Task A_witness_answers_and_refuses_over_HTTP()
    {
        var key = SigningKey.New("witness.example/w1", SignatureType.Cosignature);
        var witness = new Witness(Path.Combine(_workspace.Path, "witness"), key, [SigningKey.New("log.example").Verifier], _workspace.Time);
        await ServeAsync(app => WitnessEndpoints.Map(app, witness), async http =>
        {
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/log.example/checkpoint", Cancellation)).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync("/add-checkpoint", new StringContent("nonsense"), Cancellation)).StatusCode);
        });
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("203.0.113.7:1")] // an address of no computer (RFC 5737)
    public async Task An_address_that_cannot_be_listened_on_is_told(string address)
    {
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => TileHost.RunAsync(address, _ => { }, _ => Task.CompletedTask, Cancellation));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
    }

    private static async Task ServeAsync(Action<Microsoft.AspNetCore.Builder.WebApplication> map, Func<HttpClient, Task> use)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await TileHost.RunAsync(
            "127.0.0.1:0",
            map,
            async at =>
            {
                using var http = new HttpClient { BaseAddress = new Uri(at) };
                await use(http);
                await stop.CancelAsync();
            },
            stop.Token);
    }
}
