using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Roundtable.Cli;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sqlite;

namespace Roundtable.Benchmarks;

/// <summary>What rulings on rows and questions about lineage cost.</summary>
internal static class RulingRuns
{
    private const int Block = 500;

    private static readonly (string Model, string Route, string Terms)[] _answers =
    [
        ("openai/gpt-5.4", "direct", "openai-services"), ("anthropic/claude-sonnet-5", "direct", "anthropic-commercial"), ("gemini/gemini-2.5-pro", "direct", "gemini-api"),
        ("mistral/mistral-large-latest", "direct", "mistral-services"), ("ollama/llama3.1:8b", "local", "llama-3.1"), ("ollama/llama2:7b", "local", "llama-2"),
        ("ollama/qwen2.5:72b", "local", "qwen"), ("ollama/gemma2:9b", "local", "gemma"),
    ];

    private static readonly string?[] _licences = [null, null, "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "mit", "odc-by-1.0"];

    /// <summary>Writes rows of mixed lineage, and the same look-ups as a table of an SQLite database.</summary>
    public static void Make(int rows, string file, string database)
    {
        var random = new Random(5);
        using var text = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 20);
        using var connection = SqliteFile.Open(database);
        Run(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; CREATE TABLE sources (row INTEGER, terms TEXT, subject TEXT, day TEXT)");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO sources VALUES ($row, $terms, $subject, $day)";
        SqliteParameter[] values = [.. ((string[])["$row", "$terms", "$subject", "$day"]).Select(n => insert.Parameters.Add(new SqliteParameter(n, "")))];
        void Source(int row, string terms, string subject, string day)
        {
            (values[0].Value, values[1].Value, values[2].Value, values[3].Value) = (row, terms, subject, day);
            insert.ExecuteNonQuery();
        }

        var words = string.Join(' ', Enumerable.Repeat("It depends on what is measured, and by whom.", 9));
        for (var i = 0; i < rows; i++)
        {
            var (model, route, terms) = _answers[random.Next(_answers.Length)];
            var licence = _licences[random.Next(_licences.Length)];
            var day = new DateOnly(2024, 11, 1).AddDays(random.Next(600)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var under = licence is null ? "" : $",\"licence\":\"{licence}\"";
            text.Write($$$"""{"messages":[{"role":"user","content":"Question {{{i}}}?"},{"role":"assistant","content":"{{{words}}}"}],"provenance":{"model":"{{{model}}}","route":"{{{route}}}","obtained":"{{{day}}}"{{{under}}}}}""");
            text.Write('\n');
            Source(i, terms, "outputs", day);
            if (licence is not null)
            {
                Source(i, licence, "content", day);
            }
        }

        transaction.Commit();
        Run(connection, "CREATE TABLE versions (name TEXT, version TEXT, first TEXT, last TEXT); CREATE TABLE effects (name TEXT, version TEXT, subject TEXT, outcome INTEGER); CREATE INDEX by_name ON versions (name, first); CREATE INDEX by_version ON effects (name, version, subject)");
        foreach (var entry in StarterSet.Entries.Select(e => e.Entry).OfType<TermsEntry>())
        {
            var next = StarterSet.Entries.Select(e => e.Entry).OfType<TermsEntry>().Where(e => e.Id.Name == entry.Id.Name && e.From > entry.From).Select(e => (DateOnly?)e.From.AddDays(-1)).Min();
            var last = entry.Until ?? next ?? DateOnly.MaxValue;
            Run(connection, $"INSERT INTO versions VALUES ('{entry.Id.Name}', '{entry.Id.Version}', '{entry.From:yyyy-MM-dd}', '{last:yyyy-MM-dd}')");
            foreach (var (subject, name) in ((Subject, string)[])[(Subject.Outputs, "outputs"), (Subject.Content, "content")])
            {
                var clauses = entry.On(subject, Use.TrainOpen);
                var outcome = clauses.Count == 0 ? Outcome.Unknown : clauses.Max(c => c.Effect switch { Effect.Allow => Outcome.Allowed, Effect.AllowIf => Outcome.AllowedIf, Effect.Deny => Outcome.Denied, _ => Outcome.Unknown });
                Run(connection, FormattableString.Invariant($"INSERT INTO effects VALUES ('{entry.Id.Name}', '{entry.Id.Version}', '{name}', {(int)outcome})"));
            }
        }
    }

    /// <summary>Rules on the rows of a file.</summary>
    public static async Task JudgeAsync(string file, string data)
    {
        var invocation = GlobalOptions.Invoke(Commands.Root().Parse(["registry", "--data", data]));
        using var access = await RegistryAccess.OpenAsync(invocation.Workspace, CancellationToken.None);
        var rows = new RowFile(access, new Intent(Use.TrainOpen, new DateOnly(2026, 11, 21)));
        var started = Stopwatch.GetTimestamp();
        await rows.ReadAsync(file, count: true, (_, _, _) => { }, null, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        BenchTable.Report([
            ("rows", rows.Rulings.Rows), ("seconds", seconds), ("rowsPerSecond", rows.Rulings.Rows / seconds), ("peakMiB", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0),
            .. Enum.GetValues<Outcome>().Select(o => (o.ToString(), (double)rows.Rulings.Groups.Where(g => g.Ruling.Outcome == o).Sum(g => g.Rows)))]);
    }

    /// <summary>The same look-ups as one join.</summary>
    public static void Join(string database)
    {
        using var connection = SqliteFile.Open(database);
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT outcome, count(*) FROM (
                SELECT s.row, max(coalesce(e.outcome, 2)) AS outcome FROM sources s
                LEFT JOIN versions v ON v.name = s.terms AND s.day BETWEEN v.first AND v.last
                LEFT JOIN effects e ON e.name = v.name AND e.version = v.version AND e.subject = s.subject
                GROUP BY s.row)
            GROUP BY outcome ORDER BY outcome
            """;
        var started = Stopwatch.GetTimestamp();
        using var reader = command.ExecuteReader();
        Dictionary<Outcome, double> counts = [];
        while (reader.Read())
        {
            counts[(Outcome)reader.GetInt32(0)] = reader.GetInt64(1);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        BenchTable.Report([
            ("rows", counts.Values.Sum()), ("seconds", seconds), ("rowsPerSecond", counts.Values.Sum() / seconds), ("peakMiB", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0),
            .. Enum.GetValues<Outcome>().Select(o => (o.ToString(), counts.GetValueOrDefault(o)))]);
    }

    /// <summary>A log of so many answers, each made with up to three others, rows that name each of them, and questions up and down.</summary>
    public static async Task LineageAsync(string data, int leaves, string? store)
    {
        var random = new Random(3);
        await using (var log = await RecordLog.OpenAsync(data, TimeProvider.System, CancellationToken.None))
        {
            List<Task> appended = [];
            for (var i = 0; i < leaves; i++)
            {
                // Every other block was made with answers of the block before it, as a second round is.
                long[] inputs = i / Block % 2 == 0 ? [] : [.. Enumerable.Range(0, 5).Select(_ => (long)((((i / Block) - 1) * Block) + random.Next(Block))).Distinct().Order()];
                var (model, route, _) = _answers[random.Next(_answers.Length)];
                appended.Add(log.AppendAsync(
                    new Leaf
                    {
                        Kind = LeafKind.ModelOutput,
                        Time = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(600_000)),
                        Session = string.Create(CultureInfo.InvariantCulture, $"s{i / (2 * Block)}"),
                        Producer = new Producer(model.Split('/')[0], model, null, new Route(Enum.Parse<RouteKind>(route, ignoreCase: true))),
                        Inputs = inputs,
                    },
                    [],
                    CancellationToken.None));
                if (appended.Count == Block)
                {
                    await Task.WhenAll(appended);
                    appended.Clear();
                }
            }

            await Task.WhenAll(appended);
        }

        LineageIndex index = store is null ? SqliteLineage.Open(data) : PostgresLineage.Open(Roundtable.Workspace.Postgres.PostgresAddress.Parse(store));
        using (index)
        {
            using var read = FileStore.OpenReadOnly(data);
            var started = Stopwatch.GetTimestamp();
            index.CatchUp(read, null, CancellationToken.None);
            var made = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var up = Median(200, () => index.Walk([index.Find(FormattableString.Invariant($"leaf:{(random.Next(leaves / Block / 2) * 2 * Block) + Block + random.Next(Block)}"))!], up: true, 2000));
            var down = Median(200, () => index.Walk([index.Find(FormattableString.Invariant($"leaf:{(random.Next(leaves / Block / 2) * 2 * Block) + random.Next(Block)}"))!], up: false, 2000));
            var touched = Median(20, () => index.Walk([index.Find("called:ollama/llama2:7b")!], up: false, 2000));
            BenchTable.Report(("leaves", leaves), ("indexSeconds", made), ("upMs", up), ("downMs", down), ("modelDownMs", touched));
        }

        if (store is null)
        {
            var file = Path.Combine(data, "rows.jsonl");
            await File.WriteAllLinesAsync(file, Enumerable.Range(0, leaves).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"text":"Row {{i}}","leaf":{{i}}}""")));
            await JudgeAsync(file, data);
        }
    }

    private static double Median(int times, Action action)
    {
        List<double> taken = [];
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            action();
            taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        taken.Sort();
        return taken[taken.Count / 2];
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Nothing here comes from outside.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
