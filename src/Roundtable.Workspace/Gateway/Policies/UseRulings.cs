using System.Collections.Concurrent;
using Roundtable.Models.Providers;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Judging;

namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>Whether answers of a model may be asked for.</summary>
/// <param name="Refusal">Why not, in a sentence; null where they may.</param>
/// <param name="Conditions">What must be met for the stated uses to be allowed; empty where there are no conditions, or no use is stated.</param>
public sealed record UseDecision(string? Refusal, IReadOnlyList<string> Conditions);

/// <summary>
/// Asks for rulings before models are called: for each use that is stated, and without one for whether access is barred. It fails closed. A decision holds for
/// some seconds, so that the registry is not opened for each call; what changes in it counts after that time.
/// </summary>
/// <param name="workspace">The registry, the organisation, and the clock.</param>
public sealed class UseRulings(WorkspaceContext workspace)
{
    /// <summary>How long a decision holds.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<Question, Lazy<Task<Decided>>> _decided = new();

    private sealed record Question(string Connection, string Model, string Uses, DateOnly Day);

    private sealed record Decided(UseDecision Decision, long At);

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
            string.Join(',', uses.Order().Select(Kebab.Name)),
            DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime));
        if (_decided.Count > MaxKept)
        {
            _decided.Clear(); // names of models come from outside
        }

        while (true)
        {
            var mine = new Lazy<Task<Decided>>(() => Task.Run(() => RuleAsync(connection, model, uses), CancellationToken.None));
            var kept = _decided.GetOrAdd(question, mine);
            Decided decided;
            try
            {
                decided = await kept.Value.WaitAsync(cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _decided.TryRemove(new(question, kept));
                throw;
            }

            if (workspace.Time.GetElapsedTime(decided.At) < Kept || ReferenceEquals(kept, mine))
            {
                return decided.Decision;
            }

            _decided.TryRemove(new(question, kept));
        }
    }

    private async Task<Decided> RuleAsync(Connection connection, string model, IReadOnlyList<Use> uses)
    {
        // The time before: what changes while the registry is read is seen with the next.
        var at = workspace.Time.GetTimestamp();
        var asked = uses.Count == 0 ? [Use.Evaluate] : uses;
        var rulings = (await UseGate.RuleAsync(workspace, [PlannedAnswer.Of(connection, model)], asked, CancellationToken.None))[0];
        var barred = rulings.SelectMany(r => r.Findings).Select(f => f.Ground)
            .FirstOrDefault(g => g.IsBar && g.Outcome >= Outcome.Unknown);
        var refused = uses.Count == 0 ? null : rulings.FirstOrDefault(r => !r.IsAllowed);
        var refusal = barred is not null ? $"{connection.Name}/{model} may not be asked: {barred.Summary}."
            : refused is not null
                ? $"{connection.Name}/{model} was not asked: whether its answers may be used for {Kebab.Name(refused.Intent.Use)}: "
                    + $"{RulingText.Answer(refused.Outcome)}; {RulingReason.Of(refused)}."
            : null;
        List<string> conditions = refusal is not null || uses.Count == 0
            ? [] : [.. rulings.SelectMany(r => r.Conditions).Select(c => c.Instruction).Distinct(StringComparer.Ordinal)];
        return new Decided(new UseDecision(refusal, conditions), at);
    }
}
