using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Exports;

namespace Roundtable.Cli.Ask;

/// <summary>
/// The last line of a terminal while answers are awaited: which seats have still to answer. It is taken away before anything
/// else is printed, and nothing is written where nobody watches.
/// </summary>
internal sealed class WaitingLine(SessionPlan plan, TextWriter error)
{
    private const int MostNames = 4;

    private readonly bool _watched = !Console.IsErrorRedirected && !Console.IsOutputRedirected;
    private readonly Dictionary<int, int> _awaited = [];
    private bool _shown;

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_shown)
        {
            error.Write("\r\u001b[K");
            _shown = false;
        }
    }

    /// <summary>Shows whom an event leaves the session waiting for.</summary>
    public void After(SessionEvent e)
    {
        switch (e)
        {
            case SessionEvent.RoundStarted started:
                foreach (var seat in started.Seats)
                {
                    _awaited[seat] = plan.Settings.Samples;
                }

                break;
            case SessionEvent.BallotCast { Ballot: Ballot ballot }:
                _awaited[ballot.Seat] = _awaited.GetValueOrDefault(ballot.Seat) - 1;
                break;
            case SessionEvent.SeatAbsent absent:
                _awaited[absent.Absence.Seat] = 0;
                break;
            default:
                return;
        }

        var names = _awaited.Where(a => a.Value > 0).OrderBy(a => a.Key).Select(a => Neutralise.Line(plan.Panel[a.Key - 1].Name)).ToList();
        if (_watched && names.Count > 0)
        {
            var more = names.Count > MostNames ? $" and {VerdictText.Count(names.Count - MostNames, "other")}" : "";
            var line = $"  … waiting for {string.Join(", ", names.Take(MostNames))}{more}";

            // A line that wraps could not be taken away again.
            error.Write(line.Length < Console.WindowWidth ? line : line[..Math.Max(0, Console.WindowWidth - 1)]);
            _shown = true;
        }
    }
}
