using System.Collections.Concurrent;
using Roundtable.Models.Providers;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Logs;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>Whether answers of a model may be asked for.</summary>
/// <param name="Refusal">Why not, in a sentence; null where they may.</param>
/// <param name="Conditions">What must be met for the stated uses to be allowed; empty where there are no conditions, or no use is stated.</param>
public sealed record UseDecision(string? Refusal, IReadOnlyList<string> Conditions);

/// <summary>
/// Asks for rulings before models are called: for each use that is stated, and without one for whether access is barred. It fails closed. So that the registry
/// is not opened for each call, a decision is made again in the background once it is ten seconds old, and holds for a minute at the longest.
/// </summary>
/// <param name="workspace">The registry, the organisation, and the clock.</param>
/// <param name="shared">The log as this process has it open; null where it does not.</param>
public sealed class UseRulings(WorkspaceContext workspace, SharedLog? shared = null)
{
    /// <summary>From which age on a decision is made again.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>From which age on a decision does not hold any more.</summary>
    internal static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<Question, Kept> _kept = new();

    private sealed record Question(string Connection, string Model, string Uses, DateOnly Day);

    /// <summary>A decision.</summary>
    /// <param name="Decision">The decision.</param>
    /// <param name="At">When it was made, or was found to be still true.</param>
    /// <param name="Basis">What it rests on; null where that is not known.</param>
    private sealed record Decided(UseDecision Decision, long At, Basis? Basis);

    /// <summary>What a decision rests on: the leaves of the log that are no exchanges, and the configuration.</summary>
    private sealed record Basis(long Others, ConfigurationStamp Configuration);

    private sealed class Kept
    {
        public Lock Lock { get; } = new();

        public Decided? Last { get; set; }

        public Task<Decided>? Pending { get; set; }
    }

    /// <summary>Decides.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="model">The model as the provider calls it.</param>
    /// <param name="uses">The uses that are stated; empty where none is.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="WorkspaceException">When the configuration has errors: nothing is allowed then.</exception>
    /// <exception cref="IOException">When the registry cannot be read: nothing is allowed then.</exception>
    public async Task<UseDecision> DecideAsync(Connection connection, string model, IReadOnlyList<Use> uses, CancellationToken cancellation)
    {
        var question = new Question(
            connection.Name,
            model,
            uses.Count == 0 ? "" : string.Join(',', uses.Order().Select(Kebab.Name)),
            DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime));
        if (!_kept.TryGetValue(question, out var kept))
        {
            if (_kept.Count > MaxKept)
            {
                _kept.Clear(); // names of models come from outside
            }

            kept = _kept.GetOrAdd(question, static _ => new Kept());
        }

        Task<Decided> pending;
        lock (kept.Lock)
        {
            var age = kept.Last is { } last ? workspace.Time.GetElapsedTime(last.At) : Stale;
            if (age >= Fresh)
            {
                kept.Pending ??= Task.Run(() => RuleAsync(kept, connection, model, uses), CancellationToken.None);
            }

            if (age < Stale)
            {
                return kept.Last!.Decision;
            }

            pending = kept.Pending!;
        }

        return (await pending.WaitAsync(cancellation)).Decision;
    }

    private async Task<Decided> RuleAsync(Kept kept, Connection connection, string model, IReadOnlyList<Use> uses)
    {
        try
        {
            // The time before, and what it rests on: what changes while the registry is read is seen with the next.
            var at = workspace.Time.GetTimestamp();
            await using var use = await OpenAsync();
            var basis = use is null ? null : new Basis(use.Others, ConfigurationStamp.Of(workspace));
            Decided? last;
            lock (kept.Lock)
            {
                last = kept.Last;
            }

            var decided = basis is not null && basis == last?.Basis
                ? last with { At = at } // reading the registry takes in all exchanges since the last time, and nothing else was added
                : new Decided(await RuleAsync(connection, model, uses, use), at, basis);
            lock (kept.Lock)
            {
                kept.Last = decided;
            }

            return decided;
        }
        finally
        {
            lock (kept.Lock)
            {
                kept.Pending = null;
            }
        }
    }

    private async Task<UseDecision> RuleAsync(Connection connection, string model, IReadOnlyList<Use> uses, SharedLog.Use? use)
    {
        var asked = uses.Count == 0 ? [Use.Evaluate] : uses;
        var rulings = (await UseGate.RuleAsync(
            workspace, [PlannedAnswer.Of(connection, model)], asked, CancellationToken.None, use?.Log.Store))[0];
        var barred = rulings.SelectMany(r => r.Findings).Select(f => f.Ground).FirstOrDefault(g => g.IsBar && g.Outcome >= Outcome.Unknown);
        var refused = uses.Count == 0 ? null : rulings.FirstOrDefault(r => !r.IsAllowed);
        var refusal = barred is not null ? $"{connection.Name}/{Neutralise.Line(model)} may not be asked: {barred.Summary}."
            : refused is not null
                ? $"{connection.Name}/{Neutralise.Line(model)} was not asked. Its answers for {Kebab.Name(refused.Intent.Use)}: "
                    + $"{RulingText.Answer(refused.Outcome)}; {RulingReason.Of(refused)}."
            : null;
        List<string> conditions = refusal is not null || uses.Count == 0
            ? [] : [.. rulings.SelectMany(r => r.Conditions).Select(c => c.Instruction).Distinct(StringComparer.Ordinal)];
        return new UseDecision(refusal, conditions);
    }

    /// <summary>
    /// The log that this process writes; null where it cannot now, and where others write it too, so that it may have entries that this process has not seen.
    /// </summary>
    private async Task<SharedLog.Use?> OpenAsync()
    {
        if (shared is null || LogAccess.Database(workspace) is not null)
        {
            return null;
        }

        try
        {
            return await shared.OpenAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // whether it can be read is found out by reading it
        }
    }
}
