using Roundtable.Record.Storage;
using Roundtable.Tests.Record.Storage;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Tests.Workspace.Lineage;

public sealed class SqliteLineageTests : LineageSuite, IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("no database at all")]
    [InlineData("")]
    public async Task A_damaged_index_is_made_anew(string damage)
    {
        await using (var log = await OpenLogAsync())
        {
            await OutputAsync(log, "lab/a");
        }

        CaughtUp().Dispose();
        await File.WriteAllTextAsync(Path.Combine(_data.Path, SqliteLineage.FileName), damage, TestContext.Current.CancellationToken);
        using var index = CaughtUp();
        Assert.NotNull(index.Find("called:lab/a"));
    }

    private protected override Task<RecordLog> OpenLogAsync() => _data.OpenAsync();

    private protected override LogStore ReadLog() => FileStore.OpenReadOnly(_data.Path);

    private protected override LineageIndex OpenIndex() => SqliteLineage.Open(_data.Path);
}
