using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Web.Gateway;
using Roundtable.Workspace;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Web.Gateway;

/// <summary>Contents of exchanges are erased when they are older than roundtable.yaml allows, and what anything else refers to stays.</summary>
public sealed class RetentionServiceTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-retention-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact(Timeout = TestDepth.Hung)]
    public async Task Old_contents_go_within_the_hour_in_which_they_are_old_and_their_leaves_stay()
    {
        var yaml = Path.Combine(_data.FullName, "roundtable.yaml");
        await File.WriteAllTextAsync(yaml, "gateway: { retention_days: 30 }\n", Cancellation);
        var time = new ManualTime();
        var workspace = new WorkspaceContext(
            _data.FullName, yaml, null, time, new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_CONFIG_HOME"] = _data.FullName });
        var opened = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        await using var log = new SharedLog(workspace, _ => Task.FromResult(opened));
        await using var held = await log.OpenAsync(Cancellation); // nor is it closed while the clock moves on
        var now = time.GetUtcNow();
        var old = await AppendAsync(opened, "old", now.AddDays(-31), "prompt of old", "shared");
        var due = await AppendAsync(opened, "due", now.AddDays(-30).AddMinutes(30), "prompt of due", "said");
        var young = await AppendAsync(opened, "young", now, "prompt of young", "shared");

        using var configuration = new GatewayConfiguration(workspace, NullLogger<GatewayConfiguration>.Instance);
        using var service = new RetentionService(configuration, log, workspace, NullLogger<RetentionService>.Instance);
        await service.StartAsync(Cancellation);
        await UntilAsync(async () => opened.Size == 4 && await opened.ContentAsync(old, Cancellation) is null); // the deletion's leaf comes first
        Assert.NotNull(await opened.ContentAsync(Digest.Of("shared"u8), Cancellation)); // a younger exchange said the same
        Assert.NotNull(await opened.ContentAsync(due, Cancellation));

        // It looks again within an hour: by then the second is over the limit too.
        await UntilAsync(async () =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return opened.Size == 5 && await opened.ContentAsync(due, Cancellation) is null && await opened.ContentAsync(Digest.Of("said"u8), Cancellation) is null;
        });
        Assert.NotNull(await opened.ContentAsync(young, Cancellation));
        Assert.Empty(PlantedText.Files(_data.FullName, "prompt of old"));
        Assert.NotEmpty(PlantedText.Files(_data.FullName, "prompt of young"));
        await service.StopAsync(Cancellation);

        List<Leaf> leaves = [];
        await foreach (var leaf in opened.ReadAsync(0, Cancellation))
        {
            leaves.Add(leaf.Leaf);
        }

        Assert.Equal(["old", "due", "young"], leaves.Take(3).Select(l => l.Call));
        Assert.All(leaves.Skip(3), l => Assert.Equal(LeafKind.Deletion, l.Kind));
        Assert.DoesNotContain(leaves[0].Contents(), c => c.Member == "prompt"); // its openings are gone with its contents
    }

    /// <summary>An exchange; the digest of its prompt.</summary>
    private static async Task<Digest> AppendAsync(RecordLog log, string call, DateTimeOffset at, string prompt, string output)
    {
        byte[][] contents = [Encoding.UTF8.GetBytes(prompt), Encoding.UTF8.GetBytes(output), Encoding.UTF8.GetBytes($"{{\"call\":\"{call}\"}}")];
        var leaf = new Leaf
        {
            Kind = LeafKind.Exchange,
            Time = at,
            Call = call,
            Prompt = Digest.Of(contents[0]),
            Output = Digest.Of(contents[1]),
            Document = Digest.Of(contents[2]),
        };
        await log.AppendAsync(leaf, [.. contents.Select(c => (ReadOnlyMemory<byte>)c)], Cancellation);
        return leaf.Prompt!.Value;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(5, Cancellation);
        }
    }
}
