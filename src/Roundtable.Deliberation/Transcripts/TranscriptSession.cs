using System.Globalization;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Transcripts.Checks;
using Roundtable.Deliberation.Transcripts.Pages;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Transcripts;

/// <summary>
/// Converts a published transcript to a session: its ballots and no others, counted like those of any session. The one round
/// has the votes that the page shows; earlier rounds are not on it. Every ballot has the receipt of the transcript.
/// </summary>
public static class TranscriptSession
{
    /// <summary>The session, with every claim of the page checked against its ballots.</summary>
    /// <param name="transcript">The transcript; it has at least one ballot.</param>
    /// <param name="receipt">The receipt of the transcript's leaf.</param>
    /// <param name="id">The session's id.</param>
    /// <param name="imported">When it was imported.</param>
    /// <param name="source">Name of the file.</param>
    /// <param name="card">Creates a model's card from its name on the page.</param>
    /// <exception cref="ArgumentException">When the transcript has no ballot.</exception>
    public static Session Make(
        Transcript transcript, Receipt receipt, string id, DateTimeOffset imported, string source, Func<string, ModelCard> card)
    {
        if (transcript.Ballots.Count == 0)
        {
            throw new ArgumentException("The transcript shows no ballot.", nameof(transcript));
        }

        var options = PageOptions.Of(transcript);
        List<Ballot> ballots = [.. transcript.Ballots.Select((b, i) => new Ballot(1, i + 1, 1, ChoiceOf(b, options), b.Reasoning, b.Reasoning, receipt))];
        var question = new Question(Cut(transcript.Question.Length > 0 ? transcript.Question : "(the page shows no question)"), options.Texts, []);
        List<Seat> panel = [];
        foreach (var ballot in transcript.Ballots)
        {
            panel.Add(new Seat(panel.Count + 1, Unused(ballot.Model, panel), card(ballot.Model)));
        }

        var settings = new SessionSettings(Debate: false, 1, 1, 0, Ranked: false, (panel.Count / 2) + 1, null, 1, 1);
        IReadOnlyList<Round> rounds = [new Round(1, ballots, [])];
        IReadOnlyList<Clustering> clusterings = !question.IsOpen ? []
            : [transcript.IsOpen ? PositionAgreement.Of(transcript).Clustering([.. transcript.Ballots.Select(b => b.Choice)]) : Clustering.ByText(rounds[0])];
        var verdict = VerdictCount.Of(question, panel, settings, rounds, clusterings, StopReason.SingleRound);
        var claims = PageCheck.Of(transcript, options, verdict);
        return new Session
        {
            Id = id,
            Opened = imported,
            Simulated = false,
            ImportedFrom = $"{transcript.Title.Text} ({source})",
            Discrepancies = [.. claims.Where(c => c.Wrong is not null).Select(c => At(c.Line, c.Wrong!.Sentence))],
            Claims = new ClaimCount(
                claims.Count,
                claims.Count(c => c.NotChecked is null),
                [.. claims.Where(c => c.NotChecked is not null).Select(c => At(c.Line, c.NotCheckedSentence))]),
            Question = question,
            Panel = panel,
            Settings = settings,
            Rounds = rounds,
            Stop = StopReason.SingleRound,
            Clusterings = clusterings,
            Verdict = verdict,

            // The page's own summary is one more claim: these minutes quote its ballots.
            Minutes = MinutesBuilder.Build(new Proceedings(question, panel, rounds, clusterings, verdict), null, [], null),
            Spend = new Spend(0, 0, 0, 0, 0),
        };
    }

    private static string At(int line, string sentence) => string.Create(CultureInfo.InvariantCulture, $"Line {line}: {sentence}");

    private static Choice ChoiceOf(PublishedBallot ballot, PageOptions options) =>
        PageOptions.IsAbstention(ballot.Choice) ? new Choice.Abstention()
        : PageOptions.Bare(ballot.Choice).Length == 0 ? new Choice.Unparsed("No words stand where its vote should.")
        : options.Texts.Count == 0 ? new Choice.Position(ballot.Choice)
        : options.Find(ballot.Choice) switch
        {
            { Option: { } option } => new Choice.Vote(option),
            { IsAmbiguous: true } => new Choice.Unparsed($"\"{ballot.Choice}\" is the key of one option and the text of another."),
            _ => new Choice.Unparsed($"\"{ballot.Choice}\" names no option."),
        };

    private static string Unused(string name, List<Seat> panel)
    {
        var unused = name;
        for (var i = 2; panel.Exists(s => s.Name == unused); i++)
        {
            unused = string.Create(CultureInfo.InvariantCulture, $"{name} ({i})");
        }

        return unused;
    }

    private static string Cut(string text) => text.Length <= Question.MaxTextLength ? text : text[..Question.MaxTextLength];
}
