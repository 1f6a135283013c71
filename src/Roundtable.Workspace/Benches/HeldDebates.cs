using System.Text;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Workspace.Benches;

/// <summary>
/// Debates that were held about a question before: the same question put to the same seats with the same settings is not asked again, if every seat answered,
/// nothing was deleted, and the models are those that the aliases still serve. <c>bench-items/KEY.debate</c> in the data directory names the session.
/// </summary>
/// <param name="workspace">The data directory.</param>
/// <param name="log">The log.</param>
/// <param name="reuse">Which debates may be used again.</param>
internal sealed class HeldDebates(WorkspaceContext workspace, RecordLog log, Reuse reuse) : IDisposable
{
    private const string Header = "roundtable/bench-debate/v1\n";

    private readonly SessionStore _sessions = new(workspace.DataDirectory);
    private readonly AnswerIndex _index = Open(workspace, log);

    private static ReadOnlySpan<byte> Format => "roundtable/bench-debate/v"u8;

    /// <summary>The session that was held by a plan; null where there is none that may be used again.</summary>
    /// <exception cref="NewerFormatException">When a newer program wrote which it is.</exception>
    public Session? Find(SessionPlan plan)
    {
        var path = PathOf(plan);
        if (reuse == Reuse.None || !File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        NewerFormatException.ThrowIfNewer(path, bytes, Format, 1);
        var text = Encoding.UTF8.GetString(bytes);
        return text.StartsWith(Header, StringComparison.Ordinal) && _sessions.TryRead(text[Header.Length..].Trim()) is Session session && IsWhole(session)
            && (reuse == Reuse.Any || IsOfTheSameModels(session))
            ? session
            : null;
    }

    /// <summary>Notes which session was held by a plan.</summary>
    public void Note(SessionPlan plan, Session session)
    {
        var path = PathOf(plan);
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(path)!);
        PrivateFiles.Replace(path, Encoding.UTF8.GetBytes($"{Header}{session.Id}\n"));
    }

    /// <inheritdoc/>
    public void Dispose() => _index.Dispose();

    /// <summary>The name of a plan's debate: a digest of everything in it but its id, its day and the limit of money, which is another one each time.</summary>
    private string PathOf(SessionPlan plan)
    {
        var same = plan with { Id = "", Opened = default, Moderator = null, Settings = plan.Settings with { BudgetMicroDollars = null } };
        return Path.Combine(workspace.DataDirectory, "bench-items", $"{Digest.Of(PlanJson.Write(same)).ToString()[..32]}.debate");
    }

    private static bool IsWhole(Session session) =>
        session.Stop is StopReason.SingleRound or StopReason.Unanimous or StopReason.NothingChanged or StopReason.RoundLimit
        && session.Rounds.All(r => session.Panel.All(s => r.Ballots.Any(b => b.Seat == s.Number)));

    private bool IsOfTheSameModels(Session session) => session.Rounds.SelectMany(r => r.Ballots).All(ballot =>
        ballot.Receipt.Leaf < log.Size
        && RecordLog.ReadLeaf(log.Store, ballot.Receipt.Leaf, log.Store.Leaves(ballot.Receipt.Leaf).First().Span).Producer is { } producer
        && _index.Serves(producer.Connection, producer.Requested) == (true, producer.Served));

    private static AnswerIndex Open(WorkspaceContext workspace, RecordLog log)
    {
        var index = AnswerIndex.Open(workspace.DataDirectory);
        index.CatchUp(log.Store, CancellationToken.None);
        return index;
    }
}
