using System.Globalization;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Spending;

/// <summary>
/// Keeps keys within their budgets: what a call can cost is charged before it is made, in one step with the check, and replaced by what it did cost. A process
/// that ends in between leaves the reservation charged. Days and months are UTC. Safe for several threads and processes.
/// </summary>
/// <param name="database">Where it is kept.</param>
public sealed class SpendingLedger(SpendingDatabase database)
{
    private const long NoLimit = long.MaxValue / 2;
    /// <summary>Number of characters of a month as <see cref="Month"/> writes it.</summary>
    internal const int MonthLength = 7;


    /// <summary>Charges what a call can cost at most, if that is left; otherwise charges nothing.</summary>
    /// <param name="call">The call; its id was never used before.</param>
    /// <param name="microDollars">What it can cost at most, in millionths of a US dollar, 0 or more.</param>
    /// <param name="dayLimit">The budget of the day; null for none.</param>
    /// <param name="monthLimit">The budget of the month; null for none.</param>
    /// <param name="cancellation">Stops before anything is charged.</param>
    /// <returns>Whether it was charged.</returns>
    /// <exception cref="IOException">When the ledger cannot be written: the call must not be made.</exception>
    public Task<bool> TryReserveAsync(ChargedCall call, long microDollars, long? dayLimit, long? monthLimit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(microDollars);
        return database.ChangeAsync(
            async s => await TryAddAsync(s, call.Key, Month(call.At), microDollars, monthLimit ?? NoLimit)
                && await TryAddAsync(s, call.Key, Day(call.At), microDollars, dayLimit ?? NoLimit)
                && await InsertAsync(s, call, new Charge(ChargeState.Reserved, microDollars, 0, 0)) == 1,
            cancellation);
    }

    /// <summary>
    /// Replaces what was reserved for a call by what it is charged; a call of which nothing was reserved is charged now. What was settled before is not settled
    /// again.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="charge">What it is charged.</param>
    /// <param name="cancellation">Stops before anything is changed: what was reserved stays charged.</param>
    /// <returns>Whether it was settled now.</returns>
    /// <exception cref="IOException">When the ledger cannot be written: what was reserved stays charged.</exception>
    public async Task<bool> SettleAsync(ChargedCall call, Charge charge, CancellationToken cancellation) =>
        await SettleAllAsync([(call, charge)], cancellation) == 1;

    /// <summary>Settles several calls in one transaction.</summary>
    /// <param name="calls">The calls, and what each is charged.</param>
    /// <param name="cancellation">Stops before anything is changed.</param>
    /// <returns>How many were settled now.</returns>
    /// <exception cref="IOException">When the ledger cannot be written.</exception>
    public async Task<int> SettleAllAsync(IReadOnlyList<(ChargedCall Call, Charge Charge)> calls, CancellationToken cancellation)
    {
        var settled = 0;
        await database.ChangeAsync(
            async s =>
            {
                // Rows are locked by key, months before days, as in reserving: no two transactions wait for each other in a circle.
                foreach (var (call, charge) in calls.OrderBy(c => c.Call.Key, StringComparer.Ordinal).ThenBy(c => c.Call.At))
                {
                    settled += await SettleAsync(s, call, charge) ? 1 : 0;
                }

                return true;
            },
            cancellation);
        return settled;
    }

    /// <summary>What a key has spent on the day and in the month of a moment, reservations included.</summary>
    /// <param name="key">Id of the key.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the ledger cannot be read.</exception>
    public Task<Spent> SpentAsync(string key, DateTimeOffset now, CancellationToken cancellation) => database.ReadAsync(
        async s => await s.FirstAsync(
            """
            SELECT COALESCE(SUM(CASE WHEN period = @day THEN micro ELSE 0 END), 0), COALESCE(SUM(CASE WHEN period = @month THEN micro ELSE 0 END), 0)
            FROM ~spending_totals WHERE key_id = @key
            """,
            static r => new Spent(Whole(r, 0), Whole(r, 1)),
            ("@day", Day(now)),
            ("@month", Month(now)),
            ("@key", key)) ?? new Spent(0, 0),
        cancellation);

    /// <summary>What of a key's spending of a day or a month is no open reservation, in millionths of a US dollar.</summary>
    /// <param name="key">Id of the key.</param>
    /// <param name="period">The day or the month, as <see cref="Day"/> and <see cref="Month"/> write them.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the ledger cannot be read.</exception>
    internal Task<long> SettledAsync(string key, string period, CancellationToken cancellation) => database.ReadAsync(
        async s => (await s.FirstAsync(
            "SELECT COALESCE(SUM(micro), 0) FROM ~spending_calls WHERE key_id = @key AND day >= @first AND day <= @last AND state <> @open",
            static r => new Sum(Whole(r, 0)),
            ("@key", key),
            ("@first", period),
            ("@last", period + (period.Length == MonthLength ? "-99" : "")),
            ("@open", Kebab.Name(ChargeState.Reserved))))?.MicroDollars ?? 0,
        cancellation);

    /// <summary>What calls are charged, by their ids; those that are charged nothing and were never reserved for are not among them.</summary>
    /// <param name="calls">Ids of calls.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the ledger cannot be read.</exception>
    public Task<IReadOnlyDictionary<string, Charge>> ChargesAsync(IReadOnlyCollection<string> calls, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyDictionary<string, Charge>>(
            async s =>
            {
                Dictionary<string, Charge> charges = new(StringComparer.Ordinal);
                foreach (var call in calls)
                {
                    var charge = await s.FirstAsync(
                        "SELECT state, micro, input, output FROM ~spending_calls WHERE call_id = @call", ReadCharge, ("@call", call));
                    if (charge is not null)
                    {
                        charges[call] = charge;
                    }
                }

                return charges;
            },
            cancellation);

    /// <summary>The calls whose end was not seen yet.</summary>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When the ledger cannot be read.</exception>
    public Task<IReadOnlyList<string>> OpenCallsAsync(CancellationToken cancellation) => database.ReadAsync(
        s => s.RowsAsync(
            "SELECT call_id FROM ~spending_calls WHERE state = @open ORDER BY call_id",
            static r => r.GetString(0),
            ("@open", Kebab.Name(ChargeState.Reserved))),
        cancellation);

    /// <summary>The day of a moment (UTC): <c>2026-11-29</c>.</summary>
    internal static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The month of a moment (UTC): <c>2026-11</c>.</summary>
    internal static string Month(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>A sum: PostgreSQL's are decimal.</summary>
    internal static long Whole(System.Data.Common.DbDataReader reader, int column) => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);

    /// <summary>What was reserved stays with the key and the day that it was reserved for, whatever the log tells of them.</summary>
    private static async Task<bool> SettleAsync(SpendingStatements statements, ChargedCall call, Charge charge)
    {
        await AddAsync(statements, call.Key, Month(call.At), 0);
        var before = await statements.FirstAsync(
            "SELECT state, micro, key_id, day FROM ~spending_calls WHERE call_id = @call",
            static r => new Before(r.GetString(0) == Kebab.Name(ChargeState.Reserved), r.GetInt64(1), r.GetString(2), r.GetString(3)),
            ("@call", call.Id));
        if (before is { IsReserved: false })
        {
            return false;
        }

        var (key, day) = before is null ? (call.Key, Day(call.At)) : (before.Key, before.Day);
        var difference = charge.MicroDollars - (before?.MicroDollars ?? 0);
        await AddAsync(statements, key, day[..MonthLength], difference);
        await AddAsync(statements, key, day, difference);
        return before is null
            ? await InsertAsync(statements, call, charge) == 1
            : await statements.RunAsync(
                "UPDATE ~spending_calls SET state = @state, micro = @micro, input = @input, output = @output, model = @model WHERE call_id = @call",
                [.. Values(charge), ("@model", call.Model), ("@call", call.Id)]) == 1;
    }

    /// <summary>Adds where the limit is not passed; the row is locked until the transaction ends.</summary>
    private static async Task<bool> TryAddAsync(SpendingStatements statements, string key, string period, long microDollars, long limit) =>
        microDollars <= limit && await statements.RunAsync(
            """
            INSERT INTO ~spending_totals (key_id, period, micro) VALUES (@key, @period, @micro)
            ON CONFLICT (key_id, period) DO UPDATE SET micro = spending_totals.micro + excluded.micro
            WHERE spending_totals.micro + excluded.micro <= @limit
            """,
            ("@key", key),
            ("@period", period),
            ("@micro", microDollars),
            ("@limit", limit)) == 1;

    /// <summary>Adds to what a key spent in a period, whatever its limit.</summary>
    internal static Task<int> AddAsync(SpendingStatements statements, string key, string period, long microDollars) => statements.RunAsync(
        """
        INSERT INTO ~spending_totals (key_id, period, micro) VALUES (@key, @period, @micro)
        ON CONFLICT (key_id, period) DO UPDATE SET micro = spending_totals.micro + excluded.micro
        """,
        ("@key", key),
        ("@period", period),
        ("@micro", microDollars));

    private static Task<int> InsertAsync(SpendingStatements statements, ChargedCall call, Charge charge) => statements.RunAsync(
        """
        INSERT INTO ~spending_calls (call_id, key_id, owner, model, day, state, micro, input, output)
        VALUES (@call, @key, @owner, @model, @day, @state, @micro, @input, @output) ON CONFLICT (call_id) DO NOTHING
        """,
        [
            ("@call", call.Id), ("@key", call.Key), ("@owner", call.Owner), ("@model", call.Model), ("@day", Day(call.At)), .. Values(charge),
        ]);

    private static (string, object)[] Values(Charge charge) =>
    [
        ("@state", Kebab.Name(charge.State)), ("@micro", charge.MicroDollars), ("@input", charge.InputTokens), ("@output", charge.OutputTokens),
    ];

    private static Charge ReadCharge(System.Data.Common.DbDataReader reader) => new(
        Kebab.TryParse<ChargeState>(reader.GetString(0), out var state) ? state : ChargeState.Unpriced,
        reader.GetInt64(1),
        reader.GetInt64(2),
        reader.GetInt64(3));

    private sealed record Before(bool IsReserved, long MicroDollars, string Key, string Day);

    private sealed record Sum(long MicroDollars);
}
