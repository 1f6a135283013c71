using Microsoft.Data.Sqlite;
using Roundtable.Deliberation.Panels;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Tests.Workspace.Postgres;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Postgres;
using Roundtable.Workspace.Spending;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Tests.Workspace.Spending;

/// <summary>The ledger in a file of the data directory.</summary>
public sealed class SqliteSpendingTests : SpendingSuite, IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_newer_ledger_is_refused_and_a_damaged_one_is_not_made_again()
    {
        await (await OpenAsync()).DisposeAsync();
        var path = Path.Combine(_data.FullName, SqliteSpending.FileName);
        using (var database = SqliteFile.Open(path))
        using (var command = database.Command("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)"))
        {
            command.ExecuteNonQuery();
        }

        Assert.Throws<NewerFormatException>(() => SqliteSpending.Open(_data.FullName));
        File.WriteAllText(path, new string('x', 5000));
        Assert.Throws<IOException>(() => SqliteSpending.Open(_data.FullName));
        Assert.Equal('x', File.ReadAllText(path)[0]);
    }

    protected override Task<SpendingDatabase> OpenAsync() => Task.FromResult<SpendingDatabase>(SqliteSpending.Open(_data.FullName));
}

/// <summary>The ledger in a database that several gateways share.</summary>
public sealed class PostgresSpendingTests(PostgresServer server) : SpendingSuite, IAsyncLifetime, IClassFixture<PostgresServer>
{
    private string _address = "";

    public async ValueTask InitializeAsync() => _address = await server.NewDatabaseAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override async Task<SpendingDatabase> OpenAsync() =>
        await PostgresSpending.OpenAsync(PostgresAddress.Parse(_address), TestContext.Current.CancellationToken);
}

/// <summary>What a call is charged in the end.</summary>
public sealed class ChargeTests
{
    private static readonly Price _price = new(2, 10) { CacheReadPerMillion = 0.5m, BatchDiscount = 0.5m };

    [Fact]
    public void What_the_provider_charged_goes_before_what_the_price_makes_of_tokens() =>
        Assert.Equal(new Charge(ChargeState.Settled, 1_250_000, 100, 10), Charge.Of(new Usage(100, 10), 1.25m, _price, 5));

    [Fact]
    public void Tokens_read_from_a_cache_and_batches_have_their_own_prices()
    {
        Assert.Equal(2 * 100 + 10 * 10 + 50, Charge.Of(new Usage(100, 10, CacheRead: 100), null, _price, 9999).MicroDollars);
        Assert.Equal((2 * 100 + 10 * 10) / 2, Charge.Of(new Usage(100, 10), null, _price, 9999, batch: true).MicroDollars);
        Assert.Equal(200, Charge.Of(new Usage(100, 0), null, new Price(2, 0), 9999).MicroDollars); // embeddings tell no output, or none
    }

    [Theory]
    [InlineData(null, null, ChargeState.Kept, 500, 500)]
    [InlineData(null, null, ChargeState.Unpriced, null, 0)]
    [InlineData(100L, null, ChargeState.Kept, 500, 500)] // the answer's tokens are missing
    [InlineData(1000L, null, ChargeState.Kept, 500, 2000)]
    [InlineData(100L, 10L, ChargeState.Settled, 500, 300)]
    public void Where_the_cost_is_not_told_in_full_the_reservation_stays_charged(long? input, long? output, ChargeState state, int? reserved, long micro)
    {
        var charge = Charge.Of(input is null ? null : new Usage(input, output), null, _price, reserved);
        Assert.Equal((state, micro), (charge.State, charge.MicroDollars));
    }

    [Fact]
    public void A_negative_cost_is_not_believed() =>
        Assert.Equal(ChargeState.Kept, Charge.Of(null, -1m, _price, 7).State);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("  =1+1", "\"'  =1+1\"")]
    [InlineData("-2", "\"'-2\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    public void A_cell_is_no_formula(string text, string cell) => Assert.Equal(cell, CsvCell.Of(text));
}
