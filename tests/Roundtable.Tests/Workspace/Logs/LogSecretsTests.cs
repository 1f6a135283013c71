using Roundtable.Record.Entries;
using Roundtable.Record.Secrets;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

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
}
