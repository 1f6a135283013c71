using System.Diagnostics;
using System.Globalization;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Record.Storage;

namespace Roundtable.Benchmarks;

/// <summary>
/// What a session that is answered in full takes beyond its calls. Calls of one phase run at once and phases follow each other, so that no session can be
/// faster than the slowest call of each phase together: overhead is what it takes beyond that, in parts of it. The phases are counted from the record.
/// </summary>
internal static class FusionRuns
{
    private const int Seats = 5;
    private const int WarmUp = 5;

    /// <summary>Runs sessions one after another without a moderator, with reviews, and with a moderator whose answers do not hold.</summary>
    public static async Task RunAsync(RecordLog log, Uri server, int sessions, double latencyMs, CancellationToken cancellation)
    {
        var panel = BenchTable.Seats(server, Seats, Seats);
        foreach (var (name, review, moderator) in ((string, bool, SeatedModel?)[])[("answers", false, null), ("reviewed", true, null), ("moderated", true, panel[0])])
        {
            List<double> overheads = [];
            for (var i = -WarmUp; i < sessions; i++)
            {
                var (elapsed, phases) = await OnceAsync(log, panel, moderator, review, cancellation);
                if (i >= 0)
                {
                    overheads.Add((elapsed.TotalMilliseconds / (phases * latencyMs)) - 1);
                }
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: overhead over the slowest call of each phase {GatewayLatency.Percentile(overheads, 0.5):0.0%} (median of {sessions}), {overheads[^1]:0.0%} at most"));
        }
    }

    private static async Task<(TimeSpan Elapsed, int Phases)> OnceAsync(
        RecordLog log, IReadOnlyList<SeatedModel> panel, SeatedModel? moderator, bool review, CancellationToken cancellation)
    {
        var opened = TimeProvider.System.GetUtcNow();
        var settings = BenchTable.Poll with { Fusion = new FusionSettings(review) };
        var question = new Question("What should a team do first, and why?", [], []);
        var plan = new SessionPlan(SessionId.New(opened), opened, question, [.. panel.Select(s => s.Seat)], moderator?.Seat.Model, settings);
        var before = log.Size;
        var started = Stopwatch.GetTimestamp();
        await foreach (var _ in new Deliberator(log, TimeProvider.System).RunAsync(plan, panel, moderator, null, cancellation))
        {
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        HashSet<string> phases = new(StringComparer.Ordinal);
        await foreach (var (_, _, leaf) in log.ReadAsync(before, cancellation))
        {
            // The calls of all seats in a phase have one name but for the seat's number; the moderator's calls follow each other.
            if (leaf is { Call: { } call, DurationMs: not null })
            {
                phases.Add(string.Join('.', call.Split('.').Select(p => p is ['s', >= '1' and <= '9'] ? "s" : p)));
            }
        }

        return (elapsed, phases.Count);
    }
}
