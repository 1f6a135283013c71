using System.Globalization;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Transcripts.Councils;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Transcripts;

/// <summary>
/// Converts a council's turn to a session: the answers are the options, and each member's ranking is a ranked ballot for the
/// answer that it ranks first. The answers themselves are context documents.
/// </summary>
public static class CouncilSession
{
    /// <summary>The session.</summary>
    /// <param name="turn">The question with its answers and rankings.</param>
    /// <param name="receipt">The receipt of the conversation's leaf.</param>
    /// <param name="id">The session's id.</param>
    /// <param name="imported">When it was imported.</param>
    /// <param name="source">Name of the file.</param>
    /// <param name="card">Creates a model's card from its name.</param>
    public static Session Make(CouncilTurn turn, Receipt receipt, string id, DateTimeOffset imported, string source, Func<string, ModelCard> card)
    {
        IReadOnlyList<string> options = [.. turn.Responses.Take(Question.MaxOptions).Select((r, i) => $"Response {Question.Letter(i)} by {r.Model}")];
        ContextDocument[] answers = [.. turn.Responses.Take(Question.MaxOptions).Select((r, i) => new ContextDocument(options[i], r.Response))];
        var question = new Question(turn.Question.Length > 0 ? turn.Question : "(the file holds no question)", options, answers);
        List<Seat> panel = [];
        List<Ballot> ballots = [];
        foreach (var (model, text, ranking) in turn.Rankings)
        {
            var seat = panel.Count + 1;
            var name = panel.Exists(s => s.Name == model) ? string.Create(CultureInfo.InvariantCulture, $"{model} ({seat})") : model;
            panel.Add(new Seat(seat, name, card(model)));
            Choice choice = ranking.Count == 0
                ? new Choice.Unparsed("It holds no ranking.")
                : new Choice.Vote(ranking[0], ranking.Count == options.Count ? ranking : null);
            ballots.Add(new Ballot(1, seat, 1, choice, text, text, receipt));
        }

        var settings = new SessionSettings(Debate: false, 1, 1, 0, Ranked: true, (panel.Count / 2) + 1, null, 1, 1);
        IReadOnlyList<Round> rounds = [new Round(1, ballots, [])];
        var verdict = VerdictCount.Of(question, panel, settings, rounds, [], StopReason.SingleRound);
        var (discrepancies, claims) = CouncilCheck.Of(turn);
        return new Session
        {
            Id = id,
            Opened = imported,
            Simulated = false,
            ImportedFrom = $"llm-council conversation ({source})",
            Discrepancies = discrepancies,
            Claims = claims,
            Question = question,
            Panel = panel,
            Settings = settings,
            Rounds = rounds,
            Stop = StopReason.SingleRound,
            Verdict = verdict,
            Minutes = MinutesBuilder.Build(new Proceedings(question, panel, rounds, [], verdict), null, [], null),
            Spend = new Spend(0, 0, 0, 0, 0),
        };
    }
}
