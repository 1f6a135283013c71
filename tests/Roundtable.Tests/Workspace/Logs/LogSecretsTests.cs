using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Secrets;
using Roundtable.Record.Witnesses;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Web.Tiles;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Logs;

public sealed class LogSecretsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_broken_configuration_the_log_is_read_erased_from_and_published_and_records_no_content()
    {
        using var workspace = new SampleWorkspace();
        await using (var log = await workspace.OpenLogAsync())
        {
            await DataDirectory.AppendAsync(log, 1);
        }

        workspace.Write("roundtable.yaml", "connections: [\n");
        var broken = new WorkspaceContext(
            workspace.Path, Path.Combine(workspace.Path, "roundtable.yaml"), null, workspace.Time, new Dictionary<string, string>(StringComparer.Ordinal));
        await using (var log = await LogAccess.OpenAsync(broken, Cancellation))
        {
            var refused = await Assert.ThrowsAsync<SecretsUnknownException>(() => DataDirectory.AppendAsync(log, 2));
            var (kind, message) = WorkspaceError.Describe(refused);
            Assert.Equal(ErrorKind.Configuration, kind);
            Assert.StartsWith("Not recorded: which variables hold keys is not known", message, StringComparison.Ordinal);
            Assert.Contains("roundtable.yaml", message, StringComparison.Ordinal);
            Assert.Equal(1, log.Size);

            var document = "{}"u8.ToArray();
            await log.AppendAsync(new Leaf { Kind = LeafKind.Deletion, Time = workspace.Time.GetUtcNow(), Document = Digest.Of(document) }, [document], Cancellation);
            await log.PublishAsync();
            Assert.Equal(2, log.Size);
        }

        await using var mended = await workspace.OpenLogAsync();
        await DataDirectory.AppendAsync(mended, 2);
        Assert.Equal(3, mended.Size);
    }

    /// <summary>The way out that is configured is not known then; witnesses are asked without it, and a quorum is as binding as ever.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_a_broken_configuration_the_witnesses_of_the_policy_are_asked_all_the_same(bool isUp)
    {
        using var workspace = new SampleWorkspace();
        VerifierKey log;
        await using (var opened = await workspace.OpenLogAsync())
        {
            await DataDirectory.AppendAsync(opened, 1);
            log = VerifierKey.Parse((await File.ReadAllLinesAsync(Path.Combine(workspace.Path, "log", "keys"), Cancellation))[^1]);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var key = SigningKey.New("witness.example/w1", SignatureType.Cosignature);
        var witness = new Witness(Path.Combine(workspace.Path, "theirs"), key, [log], workspace.Time);
        var address = new TaskCompletionSource<string>();
        var serving = TileHost.RunAsync(
            "127.0.0.1:0",
            app => WitnessEndpoints.Map(app, witness),
            at =>
            {
                address.SetResult(at);
                return Task.CompletedTask;
            },
            stop.Token);
        workspace.Write("policy", $"log {log}\nwitness w1 {key.Verifier} {(isUp ? await address.Task : "http://127.0.0.1:1/")}\nquorum w1\n");
        workspace.Write("roundtable.yaml", "connections: [\n");
        var broken = new WorkspaceContext(
            workspace.Path, Path.Combine(workspace.Path, "roundtable.yaml"), null, workspace.Time, new Dictionary<string, string>(StringComparer.Ordinal));
        await using (var opened = await LogAccess.OpenAsync(broken, Cancellation))
        {
            if (isUp)
            {
                await Erasure.EraseContentsAsync(opened, "none", workspace.Time, Cancellation);
                Assert.Contains("witness.example/w1", await File.ReadAllTextAsync(Path.Combine(workspace.Path, "log", "checkpoint"), Cancellation), StringComparison.Ordinal);
            }
            else
            {
                var error = await Assert.ThrowsAsync<WitnessesMissingException>(() => Erasure.EraseContentsAsync(opened, "none", workspace.Time, Cancellation));
                Assert.Contains("w1 could not be reached", error.Message, StringComparison.Ordinal);
            }
        }

        await stop.CancelAsync();
        await serving;
    }
}
