using Roundtable.Deliberation.Sessions;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Lineage;

namespace Roundtable.Workspace.Judging;

/// <summary>What may be done with what was said in a session: for each of its parts and each use a ruling, as of today.</summary>
/// <param name="Rows">The parts, those with the same rights together, in the order of the session.</param>
/// <param name="As">The organisation that it is ruled for; null where none is configured.</param>
public sealed record SessionRights(IReadOnlyList<PartRights> Rows, string? As)
{
    /// <summary>
    /// What may be done with all of it together, one ruling for each use in the order of the uses: it holds more than its parts, such as what a
    /// moderator wrote, and conditions of several parts can exclude each other. Empty where it was not ruled on.
    /// </summary>
    public IReadOnlyList<Ruling> Whole { get; init; } = [];

    /// <summary>The rights in a session.</summary>
    public static SessionRights Of(RegistryAccess access, SessionDocument session, Intent intent, CancellationToken cancellation)
    {
        var parts = SessionPart.Of(session);
        List<string> ruled = [.. parts.Select(p => p.Artifact), $"session:{session.Id}"];
        List<IReadOnlyList<Ruling>> byUse = [.. Enum.GetValues<Use>().Select(u => access.Judge.RuleEach(ruled, intent with { Use = u }, cancellation))];
        var groups = parts.Select((p, i) => (Part: p, Rulings: (IReadOnlyList<Ruling>)[.. byUse.Select(r => r[i])]))
            .GroupBy(
                p => string.Join('\n', p.Rulings.Select(r => $"{r.Outcome}:{string.Join(',', r.Findings.Select(f => f.Ground.Key))}")), StringComparer.Ordinal);
        return new SessionRights(
            [
                .. groups.Select(g => new PartRights(
                    [.. g.Select(p => p.Part.Id)],
                    [.. g.SelectMany(p => p.Part.Models).Distinct(StringComparer.Ordinal)],
                    g.First().Rulings)),
            ],
            intent.As)
        {
            Whole = [.. byUse.Select(r => r[^1])],
        };
    }

    /// <summary>The rights in a session today, for the organisation of the configuration; null where registry or log cannot be read.</summary>
    public static Task<SessionRights?> TryOfAsync(
        WorkspaceContext workspace, WorkspaceReader reader, SessionDocument session, CancellationToken cancellation) =>
        TryOfAsync(reader, session, access => Intents.TodayAsync(workspace, access, Use.Evaluate, null, cancellation), cancellation);

    /// <summary>The rights in a session today for nobody in particular, as for strangers who were given a link; null as above.</summary>
    public static Task<SessionRights?> TryOfAnybodyAsync(
        WorkspaceContext workspace, WorkspaceReader reader, SessionDocument session, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(workspace.Time.GetUtcNow().UtcDateTime);
        return TryOfAsync(reader, session, access => Task.FromResult(Intents.Of(access, Use.Evaluate, today, null)), cancellation);
    }

    private static async Task<SessionRights?> TryOfAsync(
        WorkspaceReader reader, SessionDocument session, Func<RegistryAccess, Task<Intent>> intended, CancellationToken cancellation)
    {
        try
        {
            var access = await reader.OpenRegistryAsync(cancellation);
            return Of(access, session, await intended(access), cancellation);
        }
        catch (Exception e) when (e is IOException or WorkspaceException or Record.Storage.DamagedLogException)
        {
            return null;
        }
    }
}
