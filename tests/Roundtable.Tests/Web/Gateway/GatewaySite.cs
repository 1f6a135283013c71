using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;
using Roundtable.Web.Access;
using Roundtable.Web.Gateway;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Logs;

namespace Roundtable.Tests.Web.Gateway;

/// <summary>The gateway alone, in this process, on a log whose disk a test can make fail or wait.</summary>
internal sealed class GatewaySite : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-gateway-");
    private WebApplication? _app;

    /// <summary>Called before each flush of the log's disk; may throw.</summary>
    public Action? BeforeFlush { get; set; }

    public string Data => _directory.FullName;

    public string Address => _app!.Urls.First();

    public SharedLog Log => _app!.Services.GetRequiredService<SharedLog>();

    public Roundtable.Workspace.Gateway.CallService Calls => _app!.Services.GetRequiredService<Roundtable.Workspace.Gateway.CallService>();

    public static async Task<GatewaySite> StartAsync(
        string upstream, string more = "", IReadOnlyDictionary<string, string>? variables = null, Func<CancellationToken, Task<RecordLog>>? open = null, string top = "")
    {
        var site = new GatewaySite();
        var yaml = Path.Combine(site.Data, "roundtable.yaml");
        await File.WriteAllTextAsync(yaml, $"{top}gateway:\n{more}  upstreams:\n    openai: {{ address: '{upstream}' }}\n    anthropic: {{ address: '{upstream}' }}\n    lab: {{ address: '{upstream}' }}\n");
        var all = new Dictionary<string, string>(variables ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal) { ["XDG_CONFIG_HOME"] = site.Data };
        var workspace = new WorkspaceContext(site.Data, yaml, null, TimeProvider.System, all);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(new AccessRules(IPEndPoint.Parse("127.0.0.1:0"), null, null, Role.Asker)).AddSingleton(new TokenFile(site.Data));
        builder.Services.AddSingleton(workspace).AddSingleton(workspace.Time);
        builder.Services.AddSingleton(_ => new SharedLog(workspace, open ?? site.OpenAsync)); // made by the container, which therefore closes it
        GatewayServices.Add(builder.Services, TimeSpan.FromSeconds(5));
        site._app = builder.Build();
        site._app.UseGateway();
        await site._app.StartAsync();
        return site;
    }

    /// <summary>The leaves of exchanges as they are on the disk now, without the writer's knowledge.</summary>
    public async Task<IReadOnlyList<LoggedLeaf>> LeavesAsync()
    {
        await using var log = await RecordLog.OpenReadOnlyAsync(Data, TestContext.Current.CancellationToken);
        List<LoggedLeaf> leaves = [];
        await foreach (var leaf in log.ReadAsync(0, TestContext.Current.CancellationToken))
        {
            leaves.Add(leaf);
        }

        return leaves;
    }

    /// <summary>The leaf of a call, which has to be on the disk.</summary>
    public async Task<Leaf> LeafAsync(string? call) => Assert.Single(await LeavesAsync(), l => l.Leaf.Call == call).Leaf;

    /// <summary>A content; null where it is not stored.</summary>
    public async Task<byte[]?> ContentAsync(Digest? digest)
    {
        await using var log = await RecordLog.OpenReadOnlyAsync(Data, TestContext.Current.CancellationToken);
        return digest is { } known ? await log.ContentAsync(known, TestContext.Current.CancellationToken) : null;
    }

    /// <summary>Waits until so many leaves are on the disk.</summary>
    public async Task<IReadOnlyList<LoggedLeaf>> LeavesAsync(int count)
    {
        while (true)
        {
            if (await LeavesAsync() is var leaves && leaves.Count >= count)
            {
                return leaves;
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends it as a signal does.</summary>
    public Task StopAsync() => _app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        using (var store = FileStore.OpenReadOnly(Data))
        {
            var verified = await LogVerifier.VerifyAsync(store, [], null, null, default);
            Assert.Null(verified.Damage);
        }

        _directory.Delete(recursive: true);
    }

    private Task<RecordLog> OpenAsync(CancellationToken cancellation) => RecordLog.OpenAsync(
        Data, TimeProvider.System, new LogOptions(), new StorageSettings { BeforeFlush = _ => BeforeFlush?.Invoke() }, cancellation);
}
