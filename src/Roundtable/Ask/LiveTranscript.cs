using System.Globalization;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Terminal;

namespace Roundtable.Ask;

/// <summary>Shows a session as it happens, line by line.</summary>
internal sealed class LiveTranscript(SessionPlan plan, TextWriter output)
{
    private readonly bool _simulated = plan.Panel.Any(s => s.Model.Simulated);

    /// <summary>Shows one event.</summary>
    public void Show(SessionEvent e)
    {
        switch (e)
        {
            case SessionEvent.Opened opened:
                Opened(opened);
                break;
            case SessionEvent.RoundStarted started:
                Line("");
                Line(started.Number == 1 ? "Round 1, blind" : $"Round {started.Number}, with the others' arguments");
                break;
            case SessionEvent.BallotCast cast:
                Ballot(cast.Ballot);
                break;
            case SessionEvent.SeatAbsent absent:
                Line($"  {Seat(absent.Absence.Seat)}: absent. {absent.Absence.Reason}");
                break;
            case SessionEvent.RoundFinished finished:
                Line($"  Round {finished.Round.Number}: {Headline.Of(finished.Tally, Options(finished.Clustering))}");
                break;
            case SessionEvent.Finished finished:
                Finished(finished.Session);
                break;
            default:
                break;
        }
    }

    private void Opened(SessionEvent.Opened opened)
    {
        if (_simulated)
        {
            Line("SIMULATED: nothing is connected, so five rehearsal panelists answer. No model wrote their words.");
            Line("To connect real models, set a key such as OPENAI_API_KEY or ANTHROPIC_API_KEY, or start Ollama.");
            Line("");
        }

        Line(plan.Question.Text);
        for (var i = 0; i < plan.Question.Options.Count; i++)
        {
            Line($"  {Deliberation.Questions.Question.Letter(i)}  {plan.Question.Options[i]}");
        }

        if (opened.Recalled > 0)
        {
            Line($"Resumed: {opened.Recalled} answers are already on the record.");
        }
    }

    private void Ballot(Ballot ballot)
    {
        var sure = ballot.Confidence is { } confidence ? string.Create(CultureInfo.InvariantCulture, $", {confidence:P0} sure") : "";
        Line($"  {Seat(ballot.Seat)}: {Said(ballot)}{sure}");
        foreach (var line in Wrapping.Lines(ballot.Reasoning, 90))
        {
            Line($"      {line}");
        }
    }

    private string Said(Ballot ballot) => ballot.Choice switch
    {
        Choice.Vote vote => plan.Question.Options[vote.Option],
        Choice.Position position => position.Text,
        Choice.Abstention => "abstains",
        Choice.Objection => "objects to the question",
        Choice.Refusal => "declines to take part",
        Choice.Unparsed => "answered, but not in a form that could be read",
        _ => "",
    };

    private void Finished(Session session)
    {
        var verdict = session.Verdict;
        Line("");
        Line($"Verdict: {Headline.Of(verdict.Final, verdict.Options)}");
        Line($"  {Headline.Beside(verdict.Final)}");
        foreach (var move in verdict.Moves)
        {
            var by = move.PersuadedBy is null ? "naming no argument" : $"persuaded by {move.PersuadedBy}";
            Line($"  {Seat(move.Seat)} changed in round {move.Round}, {by}.");
        }

        if (verdict.Herding)
        {
            Line("  Caution: seats moved towards the majority without naming an argument. This looks like herding.");
        }

        Line(string.Create(CultureInfo.InvariantCulture, $"  Effective number of votes: {verdict.EffectiveVotes:0.0} of {verdict.Final.Cast}, counting model families."));
        Line("");
        Line("Minutes");
        Sentences(session.Minutes.Summary);
        foreach (var argument in session.Minutes.Arguments)
        {
            Line($"  For {verdict.Options[argument.Option]}:");
            Sentences(argument.Sentences);
        }

        Line($"  {session.Minutes.Note}");
        Line("");
        Line($"Session {session.Id} is on the record: {session.Spend.Calls} answers. 'roundtable log verify' checks them.");
        if (_simulated)
        {
            Line("SIMULATED: this session was a rehearsal.");
        }
    }

    private void Sentences(IEnumerable<Sentence> sentences)
    {
        foreach (var sentence in sentences)
        {
            foreach (var line in Wrapping.Lines($"{sentence.Text} [{string.Join(", ", sentence.Ballots)}]", 90))
            {
                Line($"    {line}");
            }
        }
    }

    private IReadOnlyList<string> Options(Clustering? clustering) => clustering?.Clusters.Select(c => c.Name).ToList() ?? plan.Question.Options;

    private string Seat(int number) => plan.Panel[number - 1].Name;

    private void Line(string text) => output.WriteLine(Neutralise.Text(text));
}
