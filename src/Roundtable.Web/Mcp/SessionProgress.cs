using ModelContextProtocol;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Sessions;
using Roundtable.Workspace.Live;

namespace Roundtable.Web.Mcp;

/// <summary>How far a session is, as progress of a call.</summary>
public static class SessionProgress
{
    /// <summary>Tells each ballot, until the session ends.</summary>
    /// <param name="live">The sessions under way.</param>
    /// <param name="id">The session's id.</param>
    /// <param name="address">Its page, or null.</param>
    /// <param name="progress">Is told.</param>
    /// <param name="cancellation">Stops telling; the session goes on.</param>
    public static async Task FollowAsync(
        ILiveStore live, string id, string? address, IProgress<ProgressNotificationValue> progress, CancellationToken cancellation)
    {
        if (await live.WatchAsync(id, null, cancellation) is not { } events)
        {
            return;
        }

        var (state, done, total) = (LiveState.Empty, -1, 0);
        await foreach (var batch in events.WithCancellation(cancellation))
        {
            foreach (var e in batch)
            {
                state = state.After(e);
                if (state.Plan is not { } plan)
                {
                    continue;
                }

                // Every ballot of every round that may be held, the minutes, and the end; rounds that are not needed are passed over at the end.
                total = plan.Settings.Fusion is { } fusion
                    ? (plan.Panel.Count * (fusion.Review ? 2 : 1)) + 2
                    : (plan.Panel.Count * plan.Settings.Samples * plan.Settings.Rounds) + 2;
                switch (e.Event)
                {
                    case SessionEvent.Opened:
                        Tell(0, $"Session {id} has begun.{(address is null ? "" : $" It is at {address}.")}");
                        break;
                    case SessionEvent.BallotCast { Ballot: var ballot }:
                        Tell(Math.Min(done + 1, total - 2), $"{plan.Panel[ballot.Seat - 1].Name} answered in round {ballot.Round}.");
                        break;
                    case SessionEvent.SeatAbsent { Absence: var absence }:
                        Tell(Math.Min(done + 1, total - 2), $"{plan.Panel[absence.Seat - 1].Name} is absent.");
                        break;
                    case SessionEvent.AnswerGiven { Answer.Seat: var seat }:
                        Tell(Math.Min(done + 1, total - 2), $"{plan.Panel[seat - 1].Name} answered.");
                        break;
                    case SessionEvent.ReviewGiven { Review.Seat: var seat }:
                        Tell(Math.Min(done + 1, total - 2), $"{plan.Panel[seat - 1].Name} reviewed the others' answers.");
                        break;
                    case SessionEvent.PhaseStarted { Phase: FusionPhase.Fusing }:
                        Tell(total - 1, "The fused answer is being written.");
                        break;
                    case SessionEvent.Judged:
                        Tell(total - 1, "The votes are counted; the minutes are being written.");
                        break;
                    case SessionEvent.Finished or SessionEvent.FusedFinished:
                        Tell(total, "It is finished.");
                        break;
                    default:
                        break;
                }
            }
        }

        void Tell(int now, string message)
        {
            if (now > done)
            {
                done = now;
                progress.Report(new ProgressNotificationValue { Progress = done, Total = total, Message = message });
            }
        }
    }
}
