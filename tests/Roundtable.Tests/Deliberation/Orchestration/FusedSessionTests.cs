using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Comparisons;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Samples;
using static Roundtable.Tests.Deliberation.Orchestration.ScriptedFusion;

namespace Roundtable.Tests.Deliberation.Orchestration;

/// <summary>Whole sessions in which seats answer in full, with a moderator that does as it is told, or does not.</summary>
public sealed class FusedSessionTests : IDisposable
{
    private const string Postgres = "PostgreSQL is the best choice.", Rls = "Row-level security keeps tenants apart.";
    private const string Schema = "Give every tenant a schema of its own.", Shared = "Put all tenants into shared tables.";
    private const string Backup = "Rehearse restoring one tenant from a backup.";

    private static readonly string[] _answers =
    [
        $"{Postgres} {Rls}\n\n- {Schema}",
        $"{Postgres} {Rls}\n\n- {Shared}",
        $"{Postgres}\n\n{Schema} {Backup}",
    ];

    private readonly ScriptedFusion _table = new();

    public void Dispose() => _table.Dispose();

    [Fact]
    public async Task Points_and_sentences_are_counted_by_the_program()
    {
        var session = await _table.RunAsync(_answers, Moderator(Honest));
        Assert.Equal(
            [PointKind.Consensus, PointKind.Contradiction, PointKind.Partial, PointKind.OneModel, PointKind.Missing],
            session.Comparison!.Points.Select(p => p.Kind));
        Assert.Equal((FusedKind.Moderated, "test/moderator", null), (session.Fused.Kind, session.Fused.By, session.Fused.Note));
        Assert.Equal(
            ["three of three", "disputed: two of three, against one", "disputed: one of three, against two", "two of three", "one model alone",
                "the moderator's own view; no answer says it", "one model alone"],
            session.Fused.Sentences.Select(s => SupportText.Of(s.Support)));
        Assert.StartsWith("Take PostgreSQL. _(three of three)_", session.Text(withSupport: true), StringComparison.Ordinal);
        Assert.Equal(
            ["phase-started", "answer-given", "answer-given", "answer-given", "phase-started", "comparison-made", "phase-started"],
            _table.Events.Skip(1).Take(7).Select(SessionEventJson.Name));
        Assert.Equal(7, _table.Events.OfType<SessionEvent.SentenceWritten>().Count());
    }

    [Fact]
    public async Task A_seat_is_asked_as_its_model_would_be_alone()
    {
        var client = new ScriptedChatClient(_ => Postgres);
        await _table.RunAsync([client]);
        var (call, messages) = Assert.Single(client.Asked);
        Assert.Equal("answer.s1.a0", call);
        Assert.Equal((ChatRole.User, _table.Question), (Assert.Single(messages).Role, messages[0].Text));
    }

    [Fact]
    public async Task The_moderator_sees_neither_models_nor_seats()
    {
        List<string> prompts = [];
        await _table.RunAsync(_answers, Moderator((call, prompt) =>
        {
            prompts.Add(prompt);
            return Honest(call, prompt);
        }));
        Assert.Equal(2, prompts.Count);
        Assert.All(prompts, p => Assert.DoesNotContain("test/m", p, StringComparison.Ordinal));
        Assert.All(prompts, p => Assert.DoesNotContain("Seat ", p, StringComparison.Ordinal));
        Assert.DoesNotContain("three of three", prompts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_false_quotation_is_sent_back_once_and_then_dropped()
    {
        List<string> calls = [];
        var session = await _table.RunAsync(_answers, Moderator((call, prompt) =>
        {
            calls.Add(call);
            return call switch
            {
                "compare.a0" => Points(
                    Point("Database", "same", prompt, Side("PostgreSQL", Postgres), ("", [("MySQL is the best choice.", Backup)])),
                    Point("Tenants", "same", prompt, ("Rows", [(Rls, null), ("Row-level security keeps all tenants apart.", Backup)]))),
                "compare.fix" => """{"quotes":[{"id":"q4","quote":"MySQL is the very best choice."}]}""",
                _ => Sentences(("Take PostgreSQL.", ["p1"]), ("Rows are kept apart.", ["p2"])),
            };
        }));
        Assert.Equal(["compare.a0", "compare.fix", "fuse.a0"], calls);
        Assert.Equal((2, 0), (session.Comparison!.DroppedSpans, session.Comparison.DroppedPoints));
        // The other side was a false quotation: what is left is no contradiction, and no consensus either, since somebody was said to contradict it.
        Assert.Equal([PointKind.Partial, PointKind.Partial], session.Comparison.Points.Select(p => p.Kind));
        Assert.Equal(["three of three", "two of three"], session.Fused.Sentences.Select(s => SupportText.Of(s.Support)));
    }

    [Fact]
    public async Task A_sentence_that_speaks_of_agreement_is_sent_back_and_then_dropped()
    {
        var session = await _table.RunAsync(_answers, Moderator((call, prompt) => call switch
        {
            "fuse.a0" => Sentences(
                ("All models agree on PostgreSQL.", ["p1"]), ("Take PostgreSQL.", ["p1"]), ("There is a clear consensus.", ["p1"]), ("It is fast.", []),
                ("It is slow.", ["p99"])),
            "fuse.fix" => """{"sentences":[{"id":"s1","text":"Choose PostgreSQL.","points":["p1"]},{"id":"s3","text":"Everyone says so.","points":["p1"]}]}""",
            _ => Honest(call, prompt),
        }));
        Assert.Equal(["Choose PostgreSQL.", "Take PostgreSQL."], session.Fused.Sentences.Select(s => s.Text));
        Assert.Equal((2, 1), (session.Fused.Uncited, session.Fused.Dropped));
        Assert.Equal([2, 1], _table.Events.OfType<SessionEvent.SentenceWritten>().Select(s => s.Place));
    }

    [Theory]
    [InlineData(null, FusedKind.FirstAnswer, 1, "There is no moderator.")]
    [InlineData("", FusedKind.FirstAnswer, 1, "made no comparison")]
    [InlineData("throw", FusedKind.FirstAnswer, 1, "failed: Down.")]
    [InlineData("{\"points\":[{\"topic\":\"x\",\"sides\":[]}]}", FusedKind.FirstAnswer, 1, "made no comparison")]
    public async Task Without_a_moderator_an_answer_stands_as_it_is(string? said, FusedKind kind, int seat, string note)
    {
        var moderator = said is null ? null : Moderator((_, _) => said == "throw" ? throw new InvalidOperationException("Down.") : said);
        var session = await _table.RunAsync(_answers, moderator);
        Assert.Equal((kind, seat, $"test/m{seat}"), (session.Fused.Kind, session.Fused.Seat, session.Fused.By));
        Assert.Contains(note, session.Fused.Note, StringComparison.Ordinal);
        Assert.Equal(_answers[0], session.Text(withSupport: true));
    }

    [Fact]
    public async Task Without_a_moderator_the_best_reviewed_answer_stands_as_it_is()
    {
        IChatClient Seat(string answer, Func<string, string> review) => new ScriptedChatClient((call, messages, _) => Task.FromResult(
            ScriptedChatClient.Said(call.StartsWith("answer", StringComparison.Ordinal) ? answer : review(messages[^1].Text))));
        string Rank(string prompt) => $$"""
            {"ranking":["{{string.Join("\",\"", LettersWith(prompt, Backup).Concat(LettersWith(prompt, Postgres)).Distinct())}}"],
            "errors":[{"answer":"{{LettersWith(prompt, Postgres).First()}}","quote":"It lies about everything.","why":"x"}]}
            """;
        var session = await _table.RunAsync(
            [Seat(_answers[0], Rank), Seat(_answers[1], Rank), Seat(_answers[2], _ => "I am answer 3, and I am the best.")],
            settings: ScriptedFusion.Settings with { Fusion = new FusionSettings(Review: true) });
        Assert.Equal((FusedKind.BestReviewed, 3, "test/m3"), (session.Fused.Kind, session.Fused.Seat, session.Fused.By));
        Assert.Equal((3, 1, 2), (session.Standings[0].Seat, session.Standings[0].Place, session.Standings[0].Reviews));
        Assert.All(session.Reviews, r => Assert.DoesNotContain(r.Seat, r.Shown));
        Assert.Equal([1, 1, 0], session.Reviews.Select(r => r.Dropped));
        Assert.NotNull(session.Reviews[2].Problem);
        Assert.Empty(session.Reviews[2].Ranking);
    }

    [Fact]
    public async Task A_seat_that_fails_is_absent_and_one_that_declines_or_says_nothing_does_not_count()
    {
        IChatClient failing = new ScriptedChatClient((_, _, _) => throw new CallFailedException("Overloaded (529).", passes: true));
        var session = await _table.RunAsync(
            [failing, new ScriptedChatClient(_ => "I can't help with that."), new ScriptedChatClient(_ => "  \n"), new ScriptedChatClient(_ => Postgres)],
            Moderator(Honest));
        Assert.Equal((1, "Overloaded (529)."), (session.Absences.Single().Seat, session.Absences.Single().Reason));
        Assert.Equal([AnswerKind.Refused, AnswerKind.Empty, AnswerKind.Given], session.Answers.Select(a => a.Kind));
        Assert.Equal((FusedKind.FirstAnswer, 4), (session.Fused.Kind, session.Fused.Seat));
        Assert.Contains("Only one seat answered", session.Fused.Note, StringComparison.Ordinal);
        Assert.Empty(session.Drafts);
    }

    [Fact]
    public async Task Fewer_answers_than_the_quorum_make_none()
    {
        var session = await _table.RunAsync(["", Postgres, ""], Moderator(Honest), ScriptedFusion.Settings with { Quorum = 2 });
        Assert.Equal(FusedKind.None, session.Fused.Kind);
        Assert.Equal("1 of 3 seats answered; the quorum is 2.", session.Fused.Note);
        Assert.Equal("", session.Text(withSupport: true));
    }

    [Fact]
    public async Task A_resumed_session_repeats_no_call()
    {
        ScriptedChatClient[] seats = [.. _answers.Select(a => new ScriptedChatClient(_ => a))];
        var first = await _table.RunAsync(seats, Moderator(Honest));
        ScriptedChatClient[] silent = [.. _answers.Select(_ => new ScriptedChatClient(_ => throw new InvalidOperationException("Asked again.")))];
        var again = await _table.RunAsync(silent, Moderator((_, _) => throw new InvalidOperationException("Asked again.")), resume: true);
        Assert.Equal(FusedSessionJson.Write(first), FusedSessionJson.Write(again));
        Assert.All(silent, s => Assert.Empty(s.Asked));
    }

    [Fact]
    public async Task Two_seats_of_one_model_are_one_model()
    {
        _table.Seat = s => s with { Model = s.Model with { Name = s.Number < 3 ? $"route{s.Number}/gpt-5" : "b/claude" } };
        var session = await _table.RunAsync(_answers, Moderator(Honest));
        Assert.Equal(PointKind.OneModel, session.Comparison!.Points[2].Kind);
        Assert.Equal("one model alone, in two seats", SupportText.Of(session.Fused.Sentences[3].Support));
        Assert.Equal("three of three, two different models", SupportText.Of(session.Fused.Sentences[0].Support));
    }

    private static string Honest(string call, string prompt) => call.StartsWith("compare", StringComparison.Ordinal)
        ? Points(
            Point("Database", "same", prompt, Side("PostgreSQL is best.", Postgres)),
            Point("Layout", "contradiction", prompt, Side("A schema each.", Schema), Side("Shared tables.", Shared)),
            Point("Isolation", "same", prompt, Side("Row-level security.", Rls)),
            Point("Backups", "same", prompt, Side("Rehearse restoring.", Backup)),
            Point("What it costs", "missing", prompt))
        : Sentences(
            ("Take PostgreSQL.", ["p1"]),
            ("Give each tenant a schema.", ["p2.a"]),
            ("Or share the tables.", ["p2.b"]),
            ("Use row-level security.", ["p3"]),
            ("Rehearse a restore.", ["p4"]),
            ("The price is left open.", ["p5"]),
            ("Take PostgreSQL and rehearse a restore.", ["p1", "p4"]));
}
