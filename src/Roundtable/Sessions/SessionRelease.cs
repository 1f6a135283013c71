using System.Text;
using Roundtable.CommandLine;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Sessions;
using Roundtable.Judging;
using Roundtable.Lineage;
using Roundtable.Registry;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;

namespace Roundtable.Sessions;

/// <summary>Exports a session for a use, after the ruling on each ballot: what is not allowed is refused, and the refusal is recorded.</summary>
internal static class SessionRelease
{
    /// <summary>The text to write.</summary>
    /// <param name="invocation">The world.</param>
    /// <param name="session">The session.</param>
    /// <param name="format">markdown, html, json, or jsonl for rows.</param>
    /// <param name="use">What it is wanted for.</param>
    /// <param name="onlyAllowed">Whether to leave out what is not allowed, where rows are written.</param>
    /// <param name="dataset">Under which name to register what is written; null for none.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="UserError">When something is not allowed; it says what remains.</exception>
    public static async Task<string> TextAsync(Invocation invocation, Session session, string format, Use use, bool onlyAllowed, EntryId? dataset, CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(invocation, cancellation).ConfigureAwait(false);
        var log = access.Log ?? throw new UserError(ExitCode.NotFound, $"The log of {invocation.DataDirectory} cannot be read, so nothing can be ruled.");
        var intent = await SessionRights.IntentAsync(invocation, access, cancellation).ConfigureAwait(false) with { Use = use };
        List<(Ballot Ballot, Ruling Ruling)> all = [.. session.Rounds.SelectMany(r => r.Ballots).Select(b => (b, access.Judge.Rule(LogThings.OfLeaf(b.Receipt.Leaf), intent, cancellation)))];
        var allowed = all.Where(b => b.Ruling.IsAllowed).Select(b => b.Ballot).ToList();
        var whole = access.Judge.Rule($"session:{session.Id}", intent, cancellation);
        if (allowed.Count < all.Count || (whole.Conflicts.Count > 0 && format == "jsonl"))
        {
            var leaves = await RulingRecord.AppendAsync(
                invocation, [(whole, RulingWriter.Json(whole, access.Judge.Parts(whole.Content.Id, intent, cancellation)))], cancellation).ConfigureAwait(false);
            if (!(onlyAllowed && format == "jsonl") || allowed.Count == 0 || whole.Conflicts.Count > 0)
            {
                throw Refused(session, use, all, allowed, whole, format, leaves[0]);
            }

            await invocation.Error.WriteLineAsync(FormattableString.Invariant($"Left out: {string.Join(", ", all.Where(b => !b.Ruling.IsAllowed).Select(b => b.Ballot.Id))}. The ruling is on the record as leaf {leaves[0]}.")).ConfigureAwait(false);
        }

        await TellConditionsAsync(invocation, all.Where(b => b.Ruling.IsAllowed).Select(b => b.Ruling)).ConfigureAwait(false);
        if (format != "jsonl")
        {
            return SessionExport.Text(session, format);
        }

        var text = string.Concat(allowed.Select(b => BallotRows.Line(session, b, log) + "\n"));
        if (dataset is not null)
        {
            await RegisterAsync(invocation, session, dataset, intent.As, allowed, cancellation).ConfigureAwait(false);
        }

        return text;
    }

    private static UserError Refused(Session session, Use use, List<(Ballot Ballot, Ruling Ruling)> all, List<Ballot> allowed, Ruling whole, string format, long leaf)
    {
        var text = new StringBuilder(FormattableString.Invariant($"Nothing was written: {Kebab.Name(use)} is not allowed for {all.Count - allowed.Count} of the {all.Count} ballots of session {session.Id}.\n"));
        foreach (var group in all.Where(b => !b.Ruling.IsAllowed).GroupBy(b => $"{RulingWords.Answer(b.Ruling.Outcome)}: {RightsView.Why(b.Ruling)}", StringComparer.Ordinal))
        {
            text.Append("  ").Append(string.Join(", ", group.Select(b => b.Ballot.Id))).Append(": ").Append(group.Key).Append('\n');
        }

        foreach (var conflict in whole.Conflicts)
        {
            text.Append("  Two conditions cannot both be kept: ").Append(conflict.Why).Append(".\n");
        }

        text.Append(allowed.Count == 0 ? "Nothing remains."
            : format == "jsonl" ? $"What remains with --only-allowed: {string.Join(", ", allowed.Select(b => b.Id))}."
            : $"What remains can be had with --format jsonl --only-allowed: {string.Join(", ", allowed.Select(b => b.Id))}.");
        text.Append(FormattableString.Invariant($" The refusal is on the record as leaf {leaf}."));
        return new UserError(whole.Outcome == Outcome.Denied ? ExitCode.Denied : ExitCode.NotKnown, text.ToString());
    }

    private static async Task TellConditionsAsync(Invocation invocation, IEnumerable<Ruling> rulings)
    {
        List<string> conditions = [.. rulings.SelectMany(r => r.Conditions).Select(c => c.Says).Distinct(StringComparer.Ordinal)];
        if (conditions.Count > 0)
        {
            await invocation.Error.WriteLineAsync($"Allowed with conditions, to be kept: {string.Join("; ", conditions)}.").ConfigureAwait(false);
        }
    }

    private static async Task RegisterAsync(Invocation invocation, Session session, EntryId dataset, string? whose, List<Ballot> ballots, CancellationToken cancellation)
    {
        var entry = new DatasetEntry
        {
            Id = dataset,
            Whose = whose,
            Origin = Origin.Synthetic,
            Rows = ballots.Count,
            Collection = $"Ballots of session {session.Id}, exported by this program.",
            Obtained = DateOnly.FromDateTime(session.Opened.UtcDateTime),
        };
        var added = await Registering.AddAsync(invocation, [entry], Deliberation.Recording.InputLeaves.Of(ballots.Select(b => b.Receipt)), cancellation).ConfigureAwait(false);
        await invocation.Error.WriteLineAsync(FormattableString.Invariant($"{dataset} is on the record as leaf {added[0].Leaf}, made of {ballots.Count} {(ballots.Count == 1 ? "leaf" : "leaves")}.")).ConfigureAwait(false);
    }
}
