using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Reviews;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Exports;
using Spectre.Console;

namespace Roundtable.Cli.Ask;

/// <summary>
/// Shows a session whose question is answered in full: each answer when it is on the record, then the fused answer sentence by sentence where somebody
/// watches, then what it rests on.
/// </summary>
internal sealed class AnswerTranscript(SessionPlan plan, Invocation invocation) : SessionWatcher
{
    private const int MaxGlimpse = 160;

    private readonly IAnsiConsole _console = invocation.Console;
    private readonly WaitingLine _waiting = new(plan, invocation.Error, invocation.Workspace.Time, WaitingLine.IsWatched);
    private readonly List<FusedSentence> _shown = [];

    /// <inheritdoc/>
    public override bool FollowsAnswers => WaitingLine.IsWatched;

    /// <inheritdoc/>
    public override void Show(SessionEvent e)
    {
        if (e is SessionEvent.SeatAsked or SessionEvent.SeatThinks or SessionEvent.AnswerDelta or SessionEvent.Spent)
        {
            _waiting.After(e);
            return;
        }

        _waiting.Clear();
        Print(e);
        _waiting.After(e);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _waiting.Dispose();
        base.Dispose(disposing);
    }

    private void Print(SessionEvent e)
    {
        switch (e)
        {
            case SessionEvent.Opened opened:
                OpeningView.Write(_console, plan, opened.Recalled);
                break;
            case SessionEvent.PhaseStarted started:
                Phase(started.Phase);
                break;
            case SessionEvent.AnswerGiven given:
                Given(given.Answer);
                break;
            case SessionEvent.SeatAbsent absent:
                Seat(absent.Absence.Seat, $"[yellow]absent[/]: {TerminalMarkup.Line(absent.Absence.Reason)}");
                break;
            case SessionEvent.Retrying again:
                Seat(again.Seat, $"[dim]asked again: {TerminalMarkup.Line(again.Why)}[/]");
                break;
            case SessionEvent.Scouted { Result: var scout }:
                _console.MarkupLine($"  [dim]{(scout.Differ ? "The others are asked" : "The others are not asked")}: {TerminalMarkup.Line(scout.Why)}[/]");
                break;
            case SessionEvent.ReviewGiven given:
                Reviewed(given.Review);
                break;
            case SessionEvent.ComparisonMade made:
                _console.MarkupLine($"  [dim]{Compared(made.Comparison)}.[/]");
                break;
            case SessionEvent.SentenceWritten written when WaitingLine.IsWatched:
                _shown.Add(written.Sentence);
                _console.MarkupLine(FusedView.Sentence(written.Sentence));
                break;
            case SessionEvent.FusionRestarted restarted:
                _shown.Clear();
                _console.MarkupLine($"[yellow]The answer is written anew:[/] {TerminalMarkup.Line(restarted.Why)}");
                break;
            case SessionEvent.FusedFinished finished:
                Finished(finished.Session);
                break;
            default:
                break;
        }
    }

    private void Phase(FusionPhase phase)
    {
        _console.WriteLine();
        var moderator = plan.Moderator is { } model ? TerminalMarkup.Line(model.Name) : "the program";
        _console.MarkupLine(phase switch
        {
            FusionPhase.Scouting => "[bold]Asked first[/]",
            FusionPhase.Answering => "[bold]Answers[/], each by itself",
            FusionPhase.Reviewing => "[bold]Reviews[/] of the others' answers, without names",
            FusionPhase.Comparing => $"[dim]{moderator} compares the answers…[/]",
            _ => $"[dim]{moderator} writes the answer…[/]",
        });
    }

    private void Given(Answer answer)
    {
        if (FusedText.Problem(answer) is { } problem)
        {
            Seat(answer.Seat, $"[yellow]{TerminalMarkup.Line(problem)}[/]");
            return;
        }

        var line = Neutralise.Line(answer.Words);
        var glimpse = line.Length <= MaxGlimpse ? line : line[..(char.IsHighSurrogate(line[MaxGlimpse - 1]) ? MaxGlimpse - 1 : MaxGlimpse)] + "…";
        Seat(answer.Seat, $"[green]answered[/] [dim]in {FusedText.Length(answer)}[/]");
        _console.Write(new Padder(new Markup($"[dim]{glimpse.EscapeMarkup()}[/]"), new Padding(4, 0, 0, 0)));
    }

    private void Reviewed(Review review) => Seat(
        review.Seat,
        review.Problem is { } problem
            ? $"[yellow]could not be read[/]: {TerminalMarkup.Line(problem)}"
            : $"ranks {TerminalMarkup.Line(string.Join(", ", review.Ranking.Select(s => plan.Panel[s - 1].Name)))}"
                + (review.Errors.Count > 0 ? $" [dim]and names {VerdictText.Count(review.Errors.Count, "error")}[/]" : ""));

    private static string Compared(Comparison comparison)
    {
        var counts = comparison.Points.CountBy(p => p.Kind).OrderBy(c => c.Key).Select(c => (c.Key switch
        {
            PointKind.Consensus => VerdictText.Count(c.Value, "point in common", "points in common"),
            PointKind.Contradiction => VerdictText.Count(c.Value, "contradiction"),
            PointKind.Partial => VerdictText.Count(c.Value, "point of some", "points of some"),
            PointKind.OneModel => VerdictText.Count(c.Value, "point of one model", "points of one model"),
            _ => VerdictText.Count(c.Value, "gap"),
        }));
        return string.Join(", ", counts.DefaultIfEmpty("Nothing was found to compare"));
    }

    private void Finished(FusedSession session)
    {
        _console.WriteLine();
        if (!_shown.SequenceEqual(session.Fused.Sentences, SentenceComparer.Instance) || _shown.Count == 0)
        {
            if (_shown.Count > 0)
            {
                _console.MarkupLine("[bold]The answer in its order, after corrections[/]");
            }

            _console.Write(FusedView.Answer(session));
            _console.WriteLine();
            _console.WriteLine();
        }

        _console.Write(FusedView.Grounds(session));
        _console.WriteLine();
        _console.MarkupLine($"[dim]{VerdictText.Spend(session.Spend)}.[/]");
        _console.Write(SpendView.Of(session));
        _console.MarkupLine(
            $"Session [bold]{session.Id}[/] is on the record; 'roundtable sessions show {session.Id}' shows every answer, 'roundtable log verify' checks it.");
    }

    private void Seat(int number, string markup) => _console.MarkupLine($"  [bold]{TerminalMarkup.Line(plan.Panel[number - 1].Name)}[/]  {markup}");

    /// <summary>Sentences are the same where they read the same.</summary>
    private sealed class SentenceComparer : IEqualityComparer<FusedSentence>
    {
        public static SentenceComparer Instance { get; } = new();

        public bool Equals(FusedSentence? a, FusedSentence? b) => (a?.Form, a?.Text, a?.Support) == (b?.Form, b?.Text, b?.Support);

        public int GetHashCode(FusedSentence sentence) => StringComparer.Ordinal.GetHashCode(sentence.Text);
    }
}
