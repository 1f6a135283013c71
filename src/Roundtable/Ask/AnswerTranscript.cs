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
internal sealed class AnswerTranscript(SessionPlan plan, Invocation invocation) : TranscriptWatcher(plan, invocation)
{
    private const int MaxGlimpse = 160;

    private readonly List<FusedSentence> _shown = [];

    /// <inheritdoc/>
    protected override void Print(SessionEvent e)
    {
        switch (e)
        {
            case SessionEvent.PhaseStarted started:
                Phase(started.Phase);
                break;
            case SessionEvent.AnswerGiven given:
                Given(given.Answer);
                break;
            case SessionEvent.Scouted { Result: var scout }:
                Console.MarkupLine($"  [dim]{(scout.Differ ? "The others are asked" : "The others are not asked")}: {TerminalMarkup.Line(scout.Why)}[/]");
                break;
            case SessionEvent.ReviewGiven given:
                Reviewed(given.Review);
                break;
            case SessionEvent.ComparisonMade made:
                Console.MarkupLine($"  [dim]{Compared(made.Comparison)}.[/]");
                break;
            case SessionEvent.SentenceWritten written when WaitingLine.IsWatched:
                _shown.Add(written.Sentence);
                Console.MarkupLine(FusedView.Sentence(written.Sentence));
                break;
            case SessionEvent.FusionRestarted restarted:
                _shown.Clear();
                Console.MarkupLine($"[yellow]The answer is written anew:[/] {TerminalMarkup.Line(restarted.Why)}");
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
        Console.WriteLine();
        var moderator = Plan.Moderator is { } model ? TerminalMarkup.Line(model.Name) : "the program";
        Console.MarkupLine(phase switch
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
        Console.Write(new Padder(new Markup($"[dim]{glimpse.EscapeMarkup()}[/]"), new Padding(4, 0, 0, 0)));
    }

    private void Reviewed(Review review) => Seat(
        review.Seat,
        review.Problem is { } problem
            ? $"[yellow]could not be read[/]: {TerminalMarkup.Line(problem)}"
            : $"ranks {TerminalMarkup.Line(string.Join(", ", review.Ranking.Select(s => Plan.Panel[s - 1].Name)))}"
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
        Console.WriteLine();
        if (!_shown.SequenceEqual(session.Fused.Sentences, SentenceComparer.Instance) || _shown.Count == 0)
        {
            if (_shown.Count > 0)
            {
                Console.MarkupLine("[bold]The answer in its order, after corrections[/]");
            }

            Console.Write(FusedView.Answer(session));
            Console.WriteLine();
            Console.WriteLine();
        }

        Console.Write(FusedView.Grounds(session));
        Console.WriteLine();
        Console.MarkupLine($"[dim]{VerdictText.Spend(session.Spend)}.[/]");
        Console.Write(SpendView.Of(session));
        Console.MarkupLine(
            $"Session [bold]{session.Id}[/] is on the record; 'roundtable sessions show {session.Id}' shows every answer, 'roundtable log verify' checks it.");
    }

    /// <summary>Sentences are the same where they read the same.</summary>
    private sealed class SentenceComparer : IEqualityComparer<FusedSentence>
    {
        public static SentenceComparer Instance { get; } = new();

        public bool Equals(FusedSentence? a, FusedSentence? b) => (a?.Form, a?.Text, a?.Support) == (b?.Form, b?.Text, b?.Support);

        public int GetHashCode(FusedSentence sentence) => StringComparer.Ordinal.GetHashCode(sentence.Text);
    }
}
