using Npgsql;
using Roundtable.Record.Storage;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Workspace.Postgres;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Tests.Workspace.Lineage;

public sealed class PostgresLineageTests(PostgresServer server) : LineageSuite, IAsyncLifetime, IClassFixture<PostgresServer>
{
    private readonly DataDirectory _data = new();
    private NpgsqlConnectionStringBuilder _address = null!;

    public async ValueTask InitializeAsync() => _address = PostgresAddress.Parse(await server.NewDatabaseAsync());

    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        return default;
    }

    [Fact]
    public async Task Several_processes_take_the_same_leaves_in_once()
    {
        await using (var log = await OpenLogAsync())
        {
            for (var i = 0; i < 50; i++)
            {
                await OutputAsync(log, "lab/a", [.. i == 0 ? (long[])[] : [i - 1]]);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CaughtUp().Dispose(), TestContext.Current.CancellationToken)));
        using var index = CaughtUp();
        Assert.Equal(49 + 50, index.Walk([index.Find("leaf:49")!], up: true, 1000).Steps.Count);
    }

    private protected override Task<RecordLog> OpenLogAsync() => Task.FromResult(RecordLog.Over(PostgresStore.Open(_address, _data.Path, new LogOptions()), TimeProvider.System));

    private protected override LogStore ReadLog() => PostgresStore.OpenReadOnly(_address, _data.Path);

    private protected override LineageIndex OpenIndex() => PostgresLineage.Open(_address);
}
