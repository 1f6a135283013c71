using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Live.Postgres;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Tests.Workspace.Postgres;

/// <summary>The suite of every storage, and what only a database has: several writers, and a server that goes away.</summary>
public sealed class PostgresStoreTests(PostgresServer server) : LogStoreSuite, IAsyncLifetime, IClassFixture<PostgresServer>
{
    private readonly DataDirectory _data = new();
    private NpgsqlConnectionStringBuilder _address = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _address = PostgresAddress.Parse(await server.NewDatabaseAsync());

    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        return default;
    }

    [Fact]
    public async Task Several_writers_append_to_one_log_at_once()
    {
        var logs = new List<RecordLog>();
        for (var i = 0; i < 3; i++)
        {
            logs.Add(await OpenAsync());
        }

        var receipts = await Task.WhenAll(logs.SelectMany((log, w) => Enumerable.Range(0, 150).Select(i => Task.Run(() => DataDirectory.AppendAsync(log, (1000 * w) + i), Cancellation))));
        Assert.Equal(Enumerable.Range(0, 450).Select(i => (long)i), receipts.Select(r => r.Leaf).Order());
        foreach (var log in logs)
        {
            Assert.Equal(450, log.Size);
            await log.DisposeAsync();
        }

        using var store = await ReadStoreAsync();
        var found = await LogVerifier.VerifyAsync(store, [], null, null, Cancellation);
        Assert.Null(found.Damage);
        Assert.Equal(450, found.Leaves);
    }

    [Fact]
    public async Task Two_panels_at_once_share_one_log_in_a_database()
    {
        var address = await server.NewDatabaseAsync();
        var program = new RoundtableProcess(_data.Path) { Variables = { ["ROUNDTABLE_STORE"] = address } };
        var first = await program.RunAsync(Cancellation, "ask", "Should we?", "-o", "Yes", "-o", "No");
        Assert.True(first.Code == ExitCode.Ok, first.Error);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => program.RunAsync(Cancellation, "ask", "Should we?", "-o", "Yes", "-o", "No", "--debate")));
        Assert.All(both, b => Assert.True(b.Code == ExitCode.Ok, b.Error));
        var verified = await program.RunAsync(Cancellation, "log", "verify", "--store", address);
        Assert.True(verified.Code == ExitCode.Ok, verified.Out);
        var replayed = await program.RunAsync(Cancellation, "sessions", "replay", "last");
        Assert.True(replayed.Code == ExitCode.Ok, replayed.Out);
        Assert.False(Directory.Exists(Path.Combine(_data.Path, "log")));
        Assert.Equal(ExitCode.Usage, (await program.RunAsync(Cancellation, "log", "fsck")).Code);
    }

    [Fact]
    public async Task A_writer_whose_connection_is_cut_goes_on_with_the_next_append()
    {
        await using var log = await OpenAsync();
        await DataDirectory.AppendAsync(log, 1);
        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()");
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await DataDirectory.AppendAsync(log, 2);
                break;
            }
            catch (LogWriteException) when (attempt < 3)
            {
                // Told, and not appended.
            }
        }

        Assert.Equal(2, log.Size);
    }

    [Fact]
    public async Task Another_process_needs_the_secret_key_and_is_told_so()
    {
        var key = SigningKey.New("example.org/log");
        using (PostgresStore.Open(_address, _data.Path, new LogOptions { Key = key }))
        {
            using var elsewhere = new DataDirectory();
            Assert.Contains("ROUNDTABLE_LOG_KEY", Assert.Throws<DamagedLogException>(() => PostgresStore.Open(_address, elsewhere.Path, new LogOptions())).Message, StringComparison.Ordinal);
            Assert.Throws<DamagedLogException>(() => PostgresStore.Open(_address, elsewhere.Path, new LogOptions { Key = SigningKey.New("example.org/log") }));
            PostgresStore.Open(_address, elsewhere.Path, new LogOptions { Key = key }).Dispose();
        }
    }

    [Fact]
    public async Task A_rotated_key_signs_from_then_on_and_the_old_one_vouches_for_it()
    {
        await using (var log = await OpenAsync())
        {
            await DataDirectory.AppendAsync(log, 1);
        }

        var fresh = PostgresStore.RotateKey(_address, _data.Path, lost: false);
        await (await OpenAsync()).DisposeAsync();
        using var store = await ReadStoreAsync();
        Assert.Equal(fresh, TreeVerifier.ReadCheckpoint(store, []).SignedBy);
        Assert.True(SignedNote.Parse(store.Read($"rotations/{fresh.IdText}")!).IsSignedBy(fresh));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(9)]
    public async Task A_database_that_is_restored_beneath_a_process_is_not_gone_on_with(int leavesOfOthers)
    {
        const string Tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'roundtable'";
        await using var log = await OpenAsync();
        await DataDirectory.AppendAsync(log, 1);
        await ExecuteAsync($"CREATE SCHEMA kept; DO $$ DECLARE t text; BEGIN FOR t IN {Tables} LOOP EXECUTE format('CREATE TABLE kept.%I AS TABLE roundtable.%I', t, t); END LOOP; END $$");
        await DataDirectory.AppendAsync(log, 2);
        await DataDirectory.AppendAsync(log, 3);
        await ExecuteAsync($"DO $$ DECLARE t text; BEGIN FOR t IN {Tables} LOOP EXECUTE format('DELETE FROM roundtable.%I', t); EXECUTE format('INSERT INTO roundtable.%I SELECT * FROM kept.%I', t, t); END LOOP; END $$");
        if (leavesOfOthers > 0)
        {
            // Another process goes on from the backup, up to the same size or beyond it.
            await using var other = await OpenAsync();
            for (var i = 0; i < leavesOfOthers; i++)
            {
                await DataDirectory.AppendAsync(other, 100 + i);
            }
        }

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => DataDirectory.AppendAsync(log, 4));
        Assert.Contains("holds another history", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE roundtable.log SET (size, root, checkpoint) = (SELECT size, root, checkpoint FROM kept.log)", "has 1 leaves, but its key has signed a checkpoint of 3")]
    [InlineData("DROP SCHEMA roundtable CASCADE", "there is no log in it, but its key has signed a checkpoint of 3")]
    public async Task A_database_that_is_restored_from_an_older_backup_is_refused_by_the_next_process(string restore, string why)
    {
        await using (var log = await OpenAsync())
        {
            await DataDirectory.AppendAsync(log, 1);
        }

        await ExecuteAsync("CREATE SCHEMA kept; CREATE TABLE kept.log AS TABLE roundtable.log");
        await using (var log = await OpenAsync())
        {
            await DataDirectory.AppendAsync(log, 2);
            await DataDirectory.AppendAsync(log, 3);
        }

        await (await OpenAsync()).DisposeAsync();
        await ExecuteAsync(restore);
        var refused = Assert.Throws<DamagedLogException>(() => PostgresStore.Open(_address, _data.Path, new LogOptions()));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_beneath_which_a_published_log_is_restored_refuses_and_ends_in_order()
    {
        var log = await OpenAsync();
        await DataDirectory.AppendAsync(log, 1);
        await ExecuteAsync("CREATE SCHEMA kept; CREATE TABLE kept.log AS TABLE roundtable.log");
        await DataDirectory.AppendAsync(log, 2);
        await log.PublishAsync();
        await ExecuteAsync("UPDATE roundtable.log SET (size, root, checkpoint) = (SELECT size, root, checkpoint FROM kept.log)");
        await Assert.ThrowsAnyAsync<Exception>(() => DataDirectory.AppendAsync(log, 3));
        Assert.Contains("has signed a checkpoint of 2", (await Assert.ThrowsAsync<DamagedLogException>(log.PublishAsync)).Message, StringComparison.Ordinal);
        await log.DisposeAsync(); // its last checkpoint is refused on the writer's thread, which has to survive that
    }

    [Fact]
    public async Task A_database_with_another_history_of_the_same_size_or_beyond_is_refused_by_the_next_process()
    {
        var key = SigningKey.New("example.org/log");
        var elsewhere = PostgresAddress.Parse(await server.NewDatabaseAsync());
        foreach (var (address, numbers) in ((NpgsqlConnectionStringBuilder, int[])[])[(_address, [1, 2]), (elsewhere, [1, 3, 4])])
        {
            await using var log = RecordLog.Over(PostgresStore.Open(address, _data.Path, new LogOptions { Key = key }), TimeProvider.System);
            foreach (var number in numbers)
            {
                await DataDirectory.AppendAsync(log, number);
            }
        }

        // Of the same log, as one who runs two databases with one key would have it.
        File.Copy(Signed(_address), Signed(elsewhere), overwrite: true);
        var refused = Assert.Throws<DamagedLogException>(() => PostgresStore.Open(elsewhere, _data.Path, new LogOptions { Key = key }));
        Assert.Contains("its first 2 leaves have the root", refused.Message, StringComparison.Ordinal);

        string Signed(NpgsqlConnectionStringBuilder address) => SignedHead.PathBeside(PostgresKeys.PathOf(PostgresAddress.Shown(address), _data.Path));
    }

    [Fact]
    public async Task A_key_file_that_holds_something_else_is_named()
    {
        await (await OpenAsync()).DisposeAsync();
        var path = Assert.Single(Directory.GetFiles(Path.Combine(_data.Path, "keys")), f => !f.EndsWith(".signed", StringComparison.Ordinal));
        await File.WriteAllTextAsync(path, "nonsense", Cancellation);
        Assert.Equal(path, Assert.Throws<DamagedLogException>(() => PostgresStore.Open(_address, _data.Path, new LogOptions())).File);
        Assert.Equal(path, Assert.Throws<DamagedLogException>(() => PostgresStore.RotateKey(_address, _data.Path, lost: false)).File);
    }

    [Fact]
    public async Task Tables_of_a_newer_version_are_neither_read_nor_written()
    {
        await using (var log = await OpenAsync())
        {
            await DataDirectory.AppendAsync(log, 1);
        }

        await ExecuteAsync("UPDATE roundtable.log SET version = 2; DROP TABLE roundtable.live_keys");
        Assert.Contains("has format version 2,", Assert.Throws<NewerFormatException>(() => PostgresStore.OpenReadOnly(_address, _data.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<NewerFormatException>(() => PostgresStore.Open(_address, _data.Path, new LogOptions()));
        Assert.Throws<NewerFormatException>(() => PostgresStore.RotateKey(_address, _data.Path, lost: true));
        Assert.Throws<NewerFormatException>(() => PostgresLineage.Open(_address));
        await using var live = new PostgresLive(_address, TimeProvider.System, NullLogger<PostgresLive>.Instance);
        await Assert.ThrowsAsync<NewerFormatException>(() => live.UnfinishedAsync(Cancellation));

        // Nothing was made, and with its own version it is whole.
        await ExecuteAsync("CREATE TABLE roundtable.live_keys (one integer); DROP TABLE roundtable.live_keys; UPDATE roundtable.log SET version = 1");
        using var again = PostgresStore.Open(_address, _data.Path, new LogOptions());
        Assert.Equal(1, again.Head.Size);
    }

    [Theory]
    [InlineData("postgres:///table", "localhost", "table")]
    [InlineData("postgres://db.example.org/table", "db.example.org", "table")]
    [InlineData("postgres:///table?host=/run/postgresql", "/run/postgresql", "table")]
    public void An_address_without_a_host_means_this_computer(string text, string host, string database)
    {
        var address = PostgresAddress.Parse(text);
        Assert.Equal((host, database), (address.Host, address.Database));
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_without_the_password()
    {
        var error = Assert.Throws<DatabaseUnavailableException>(() => PostgresStore.Open(PostgresAddress.Parse("postgres://me:hidden@127.0.0.1:1/db"), _data.Path, new LogOptions()));
        Assert.Equal(
            "postgres://127.0.0.1:1/db cannot be reached (Connection refused). Start the database, or correct its address in --store or ROUNDTABLE_STORE.", error.Message);
        Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
        Assert.Equal((ErrorKind.Unavailable, error.Message), WorkspaceError.Describe(error));
        Assert.Equal(ErrorKind.Unavailable, WorkspaceError.Describe(new NpgsqlException("Failed to connect")).Kind);
    }

    protected override ValueTask<LogStore> OpenStoreAsync() => new(PostgresStore.Open(_address, _data.Path, new LogOptions()));

    protected override ValueTask<LogStore> ReadStoreAsync() => new(PostgresStore.OpenReadOnly(_address, _data.Path));

    protected override Task TamperAsync(string what, long index)
    {
        var digest = Convert.ToHexString(Digest.Of(DataDirectory.Bytes(string.Create(CultureInfo.InvariantCulture, $"o {index}"))).ToArray());
        return ExecuteAsync(what switch
        {
            "leaf" => $"UPDATE roundtable.leaves SET bytes = set_byte(bytes, 12, get_byte(bytes, 12) # 1) WHERE index = {index}",
            "tile" => $"UPDATE roundtable.tiles SET hashes = set_byte(hashes, {32 * index}, get_byte(hashes, {32 * index}) # 1)",
            _ => $"UPDATE roundtable.contents SET bytes = 'changed' WHERE digest = '\\x{digest}'",
        });
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_address.ToString());
        await connection.OpenAsync(Cancellation);
#pragma warning disable CA2100 // Written here.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
