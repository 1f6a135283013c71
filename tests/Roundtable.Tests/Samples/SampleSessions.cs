using System.Text;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Costs;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Samples;

/// <summary>Sessions made by hand for tests of whatever shows, stores or exports them.</summary>
public static class SampleSessions
{
    /// <summary>A debate of five seats over Yes and No: one moves and says why, one abstains in the end, one is absent.</summary>
    public static Session ClosedDebate(string id = "01jd00000000000000000closed")
    {
        Ballot[] first =
        [
            Vote(1, 1, 0, "Training is reading. Reading is fair.", confidence: 0.8),
            Vote(1, 2, 1, "Consent was never asked for. That matters.", confidence: 0.9),
            Vote(1, 3, 0, "Outputs are facts about the world."),
            Make(1, 4, new Choice.Abstention(), "I cannot weigh this."),
        ];
        Ballot[] second =
        [
            Vote(2, 1, 0, "Training is reading. I maintain my vote.", confidence: 0.8) with { Answers = "r1.s2" },
            Vote(2, 2, 0, "The point about reading convinced me.", confidence: 0.6) with { PersuadedBy = "r1.s1" },
            Vote(2, 3, 0, "Outputs are facts about the world."),
            Make(2, 4, new Choice.Objection("The question hides which terms apply."), "Terms differ by provider."),
        ];
        return Build(
            id,
            new Question("Should model outputs be fair game for training?", ["Yes", "No"], [new ContextDocument("notes.md", "Some notes.")]),
            Panel(5),
            [new Round(1, first, [new Absence(5, "No answer within 60 seconds.")]), new Round(2, second, [new Absence(5, "No answer within 60 seconds.")])],
            [],
            debate: true);
    }

    /// <summary>An open question with two clusters, grouped by the moderator.</summary>
    public static Session Open(string id = "01jd000000000000000000open")
    {
        Ballot[] ballots =
        [
            Make(1, 1, new Choice.Position("Call it Aurora"), "It evokes light."),
            Make(1, 2, new Choice.Position("Aurora"), "Short and memorable."),
            Make(1, 3, new Choice.Position("Call it Basalt"), "Solid ground."),
        ];
        return Build(
            id,
            new Question("What should we call the release?", [], []),
            Panel(3),
            [new Round(1, ballots, [])],
            [new Clustering(1, [new Cluster("Aurora", [1, 2]), new Cluster("Basalt", [3])], "moderator")],
            debate: false);
    }

    /// <summary>A poll in which every text that others control is <paramref name="payload"/>.</summary>
    public static Session Hostile(string payload, string id = "01jd0000000000000000hostile")
    {
        Seat[] panel =
        [
            new(1, payload, new ModelCard(payload, payload, payload), payload),
            new(2, payload + "2", new ModelCard(payload, payload, payload), payload),
            new(3, "third", new ModelCard("lab/third"), null),
        ];
        Ballot[] ballots =
        [
            Vote(1, 1, 0, payload) with { RepairedFrom = payload, Thinking = payload },
            Make(1, 2, new Choice.Objection(payload), payload),
        ];
        return Build(
            id,
            new Question(payload, [payload, payload + " not"], [new ContextDocument(payload, payload)]),
            panel,
            [new Round(1, ballots, [new Absence(3, payload)])],
            [],
            debate: false) with
        {
            ImportedFrom = payload,
            ModeratorFailure = payload,
        };
    }

    /// <summary>Forty seats over three rounds and four options.</summary>
    public static Session Large(string id = "01jd000000000000000000large")
    {
        var random = new SeededRandom(7, "large");
        Round[] rounds =
        [
            .. Enumerable.Range(1, 3).Select(r => new Round(
                r,
                [.. Enumerable.Range(1, 40).Select(s => Vote(r, s, random.Next(4), $"Seat {s} argues at some length in round {r}."))],
                [])),
        ];
        return Build(id, new Question("Which of these four?", ["North", "East", "South", "West"], []), Panel(40), rounds, [], debate: true);
    }

    /// <summary>A debate over these rounds, counted.</summary>
    public static Session Debate(string id, Question question, int seats, params Round[] rounds) => Build(id, question, Panel(seats), rounds, [], debate: true);

    /// <summary>All samples that differ in shape.</summary>
    public static IEnumerable<Session> All() => [ClosedDebate(), Open(), Hostile("<b>x</b>"), Large()];

    /// <summary>A vote with a receipt that no log gave.</summary>
    public static Ballot Vote(int round, int seat, int option, string reasoning, double? confidence = null) =>
        Make(round, seat, new Choice.Vote(option), reasoning) with { Confidence = confidence, Shown = [0, 1] };

    /// <summary>A ballot with a receipt that no log gave.</summary>
    public static Ballot Make(int round, int seat, Choice choice, string reasoning)
    {
        var text = $"{{\"seat\":{seat},\"round\":{round},\"reasoning\":\"{reasoning}\"}}";
        var digest = Digest.Of(Encoding.UTF8.GetBytes(text));
        return new Ballot(round, seat, 1, choice, reasoning, text, new Receipt((round * 100) + seat, digest, digest));
    }

    /// <summary>Seats named Seat 1, Seat 2… over four families.</summary>
    public static IReadOnlyList<Seat> Panel(int seats) =>
        [.. Enumerable.Range(1, seats).Select(n => new Seat(n, $"Seat {n}", new ModelCard($"lab/model-{n}", "Lab", $"family-{n % 4}")))];

    private static Session Build(
        string id, Question question, IReadOnlyList<Seat> panel, Round[] rounds, Clustering[] clusterings, bool debate)
    {
        var settings = new SessionSettings(debate, debate ? 3 : 1, 1, Seed: 7, Ranked: false, Quorum: 1, BudgetMicroDollars: 500_000, 60, 600);
        var stop = debate ? StopReason.RoundLimit : StopReason.SingleRound;
        var verdict = Count(question, panel, rounds, clusterings, stop);
        return new Session
        {
            Id = id,
            Opened = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero),
            Simulated = false,
            Question = question,
            Panel = panel,
            Settings = settings,
            Rounds = rounds,
            Stop = stop,
            Clusterings = clusterings,
            Verdict = verdict,
            Minutes = new SessionMinutes(
                null,
                [new Sentence(rounds[0].Ballots[0].Reasoning, ["r1.s1"])],
                [new StrongestArgument(0, [new Sentence(rounds[0].Ballots[0].Reasoning, ["r1.s1"])])],
                0,
                "Made without a model."),
            Spend = new Spend(rounds.Sum(r => r.Ballots.Count), 1000, 200, 1234, 0),
        };
    }

    private static Verdict Count(
        Question question, IReadOnlyList<Seat> panel, Round[] rounds, Clustering[] clusterings, StopReason stop)
    {
        var options = question.IsOpen ? [.. clusterings[^1].Clusters.Select(c => c.Name)] : question.Options;
        int? Of(Ballot ballot) => ballot.Choice switch
        {
            Choice.Vote vote => vote.Option,
            Choice.Position => clusterings[^1].Clusters.ToList().FindIndex(c => c.Seats.Contains(ballot.Seat)),
            _ => null,
        };
        Tally Tally(Round round) => new(
            [.. options.Select((_, o) => round.Ballots.Count(b => Of(b) == o))],
            round.Ballots.Count(b => b.Choice is Choice.Abstention),
            round.Ballots.Count(b => b.Choice is Choice.Objection),
            0,
            0,
            round.Absences.Count,
            1);
        Move[] moves =
        [
            .. rounds.Zip(rounds.Skip(1)).SelectMany(pair => pair.Second.Ballots
                .Select(b => (New: b, Old: pair.First.Ballots.First(o => o.Seat == b.Seat)))
                .Where(b => Of(b.New) != Of(b.Old))
                .Select(b => new Move(b.New.Seat, b.New.Round, Of(b.Old), Of(b.New), Direction.TowardsMajority, b.New.PersuadedBy))),
        ];
        Camp[] camps =
        [
            .. rounds[^1].Ballots.Where(b => Of(b) is not null).GroupBy(b => Of(b)!.Value).OrderBy(g => g.Key).Select(g => new Camp(
                g.Key,
                [.. g.Select(b => b.Seat)],
                [.. g.Select(b => panel[b.Seat - 1].Model.Family ?? "unknown").Distinct().Order(StringComparer.Ordinal)])),
        ];
        return new Verdict(
            options,
            Tally(rounds[0]),
            Tally(rounds[^1]),
            rounds.Length,
            stop,
            moves,
            [.. moves.Where(m => m.PersuadedBy is not null).Select(m => new Persuasion(1, m.Seat, m.Round, m.PersuadedBy!))],
            Herding: false,
            new Agreement(null, 0.918, 1),
            new Agreement(null, 0, 3),
            [],
            null,
            0,
            camps,
            new Independence(1.8, IndependenceBasis.Assumed, 3));
    }
}
