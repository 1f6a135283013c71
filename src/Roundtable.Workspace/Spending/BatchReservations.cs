using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Spending;

/// <summary>
/// What was reserved for a batch of requests: it stays charged when the batch was made, since nobody knows then what its requests will use, and is settled when
/// their results are fetched. Results that nobody fetches through the gateway settle nothing.
/// </summary>
/// <param name="database">Where it is kept.</param>
public sealed class BatchReservations(SpendingDatabase database)
{
    private sealed record Kept(string Call, string Key, string Day, long MicroDollars);

    /// <summary>Notes by which call a batch was made.</summary>
    /// <param name="connection">Name of the connection.</param>
    /// <param name="batch">The batch's id at the provider.</param>
    /// <param name="call">Id of the call, for which something was reserved.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When it cannot be written: the reservation stays charged.</exception>
    public Task NoteAsync(string connection, string batch, string call, CancellationToken cancellation) => database.ChangeAsync(
        async s => await s.RunAsync(
            "INSERT INTO ~spending_batches (connection, id, call_id) VALUES (@connection, @id, @call) ON CONFLICT (connection, id) DO NOTHING",
            ("@connection", connection),
            ("@id", batch),
            ("@call", call)) >= 0,
        cancellation);

    /// <summary>Replaces what stayed charged for a batch by what its requests cost, on the day on which it was made. It is settled once.</summary>
    /// <param name="connection">Name of the connection.</param>
    /// <param name="batch">The batch's id at the provider.</param>
    /// <param name="charge">What its requests cost together, in full.</param>
    /// <param name="cancellation">Stops before anything is changed.</param>
    /// <returns>Whether it was settled now: something was reserved for it, and it was not settled before.</returns>
    /// <exception cref="IOException">When it cannot be written: the reservation stays charged.</exception>
    public Task<bool> SettleAsync(string connection, string batch, Charge charge, CancellationToken cancellation) => database.ChangeAsync(
        async s =>
        {
            var kept = await s.FirstAsync(
                """
                SELECT c.call_id, c.key_id, c.day, c.micro FROM ~spending_calls c JOIN ~spending_batches b ON b.call_id = c.call_id
                WHERE b.connection = @connection AND b.id = @id AND c.state = @kept
                """,
                static r => new Kept(r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3)),
                ("@connection", connection),
                ("@id", batch),
                ("@kept", Kebab.Name(ChargeState.Kept)));
            if (kept is null || await s.RunAsync(
                "UPDATE ~spending_calls SET state = @state, micro = @micro, input = @input, output = @output WHERE call_id = @call AND state = @kept",
                ("@state", Kebab.Name(charge.State)),
                ("@micro", charge.MicroDollars),
                ("@input", charge.InputTokens),
                ("@output", charge.OutputTokens),
                ("@call", kept.Call),
                ("@kept", Kebab.Name(ChargeState.Kept))) != 1)
            {
                return false;
            }

            var difference = charge.MicroDollars - kept.MicroDollars;
            await SpendingLedger.AddAsync(s, kept.Key, kept.Day[..SpendingLedger.MonthLength], difference);
            await SpendingLedger.AddAsync(s, kept.Key, kept.Day, difference);
            return true;
        },
        cancellation);
}
