using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Spending;

/// <summary>What one owner's calls of one model cost on one day (UTC).</summary>
/// <param name="Day">The day.</param>
/// <param name="Owner">The keys' owner.</param>
/// <param name="Key">Id of the key; empty where none was needed.</param>
/// <param name="Model">The model's full name; empty for calls without one.</param>
/// <param name="Calls">Number of calls.</param>
/// <param name="MicroDollars">What they are charged, in millionths of a US dollar.</param>
/// <param name="InputTokens">Tokens of prompts, as far as told.</param>
/// <param name="OutputTokens">Tokens of answers, as far as told.</param>
/// <param name="KeptCalls">Calls of which no usage was told, so that what was reserved for them stays charged: the cost may be less.</param>
/// <param name="UnpricedCalls">Calls whose cost is not known in full: the cost may be more.</param>
/// <param name="OpenCalls">Calls under way, or whose end was never seen: what was reserved for them is charged.</param>
public sealed record SpendingRow(
    DateOnly Day,
    string Owner,
    string Key,
    string Model,
    long Calls,
    long MicroDollars,
    long InputTokens,
    long OutputTokens,
    long KeptCalls,
    long UnpricedCalls,
    long OpenCalls);

/// <summary>What calls through the gateway cost, by day, owner, key and model.</summary>
/// <param name="From">The first day (UTC).</param>
/// <param name="To">The last day.</param>
/// <param name="Rows">What was spent, by day and then by owner, key and model.</param>
public sealed record SpendingReport(DateOnly From, DateOnly To, IReadOnlyList<SpendingRow> Rows)
{

    private static readonly string[] _columns =
    [
        "day", "owner", "key", "model", "calls", "usd", "input_tokens", "output_tokens", "kept_calls", "unpriced_calls", "open_calls",
    ];

    /// <summary>All of it, in millionths of a US dollar.</summary>
    public long MicroDollars => Rows.Sum(r => r.MicroDollars);

    /// <summary>Reads it.</summary>
    /// <param name="database">Where it is kept.</param>
    /// <param name="from">The first day (UTC).</param>
    /// <param name="to">The last day.</param>
    /// <param name="owner">The owner whose keys are meant; null for everybody's.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the ledger cannot be read.</exception>
    public static async Task<SpendingReport> ReadAsync(
        SpendingDatabase database, DateOnly from, DateOnly to, string? owner, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            s => s.RowsAsync(
                $"""
                SELECT day, owner, key_id, model, COUNT(*), SUM(micro), SUM(input), SUM(output),
                    {Count(ChargeState.Kept)}, {Count(ChargeState.Unpriced)}, {Count(ChargeState.Reserved)}
                FROM ~spending_calls WHERE day >= @from AND day <= @to AND (@everybody = 1 OR owner = @owner)
                GROUP BY day, owner, key_id, model ORDER BY day, owner, key_id, model
                """,
                Row,
                ("@from", Text(from)),
                ("@to", Text(to)),
                ("@everybody", owner is null ? 1 : 0),
                ("@owner", owner ?? "")),
            cancellation);
        return new SpendingReport(from, to, rows);
    }

    /// <summary>As CSV (RFC 4180) with a line of names. Texts that a spreadsheet would take for a formula begin with an apostrophe.</summary>
    public string Csv() => string.Concat(
        new[] { string.Join(',', _columns) }.Concat(Rows.Select(r => string.Join(
            ',',
            [
                Text(r.Day), CsvCell.Of(r.Owner), CsvCell.Of(r.Key), CsvCell.Of(r.Model), Number(r.Calls),
                ((decimal)r.MicroDollars / 1_000_000).ToString("0.000000", CultureInfo.InvariantCulture), Number(r.InputTokens), Number(r.OutputTokens),
                Number(r.KeptCalls), Number(r.UnpricedCalls), Number(r.OpenCalls),
            ]))).Select(l => l + "\r\n"));

    /// <summary>As JSON.</summary>
    public JsonObject Json() => new()
    {
        ["from"] = Text(From),
        ["to"] = Text(To),
        ["microDollars"] = MicroDollars,
        ["rows"] = Document.Array(Rows, r => new JsonObject
        {
            ["day"] = Text(r.Day),
            ["owner"] = r.Owner,
            ["key"] = r.Key,
            ["model"] = r.Model,
            ["calls"] = r.Calls,
            ["microDollars"] = r.MicroDollars,
            ["inputTokens"] = r.InputTokens,
            ["outputTokens"] = r.OutputTokens,
            ["keptCalls"] = r.KeptCalls,
            ["unpricedCalls"] = r.UnpricedCalls,
            ["openCalls"] = r.OpenCalls,
        }),
    };

    private static string Count(ChargeState state) => $"SUM(CASE WHEN state = '{Kebab.Name(state)}' THEN 1 ELSE 0 END)";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static SpendingRow Row(DbDataReader reader) => new(
        DateOnly.ParseExact(reader.GetString(0), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        Whole(reader, 4),
        Whole(reader, 5),
        Whole(reader, 6),
        Whole(reader, 7),
        Whole(reader, 8),
        Whole(reader, 9),
        Whole(reader, 10));

    private static long Whole(DbDataReader reader, int column) => SpendingLedger.Whole(reader, column);
}
