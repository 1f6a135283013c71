using System.Globalization;
using Npgsql;

namespace Roundtable.Tests.Workspace.Postgres;

/// <summary>What each of the processes of <see cref="PostgresHistoryTests"/> runs, in a class that starts no server of its own.</summary>
public sealed class HistoryWorkerProcess
{
    /// <summary>The environment variable that says what to do: number, database, data directory and pipe.</summary>
    public const string Variable = "ROUNDTABLE_TEST_HISTORY_WORKER";

    /// <summary>Not a test of its own.</summary>
    [Fact]
    public async Task The_process_that_tells_what_it_sees()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is [var number, var address, var path, var pipe])
        {
            using var worker = new HistoryWorker(new NpgsqlConnectionStringBuilder(address), path, int.Parse(number, CultureInfo.InvariantCulture), pipe);
            await worker.RunAsync();
        }
    }
}
