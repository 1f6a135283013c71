using System.Text.Json;
using Roundtable.Deliberation.Minutes;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Minutes;

/// <summary>Minutes as a whole session makes them, with a moderator that does as it is told, or does not.</summary>
public sealed class ModeratedMinutesTests : IDisposable
{
    private const string Yes = "Outputs are facts about a model. Facts are free to use, {votes:1} or not.";
    private const string No = "Terms forbid it, and terms are a promise.";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Sentences_that_hold_are_kept_and_the_program_writes_counts_and_names()
    {
        var session = await RunAsync(Whole(
            [("It ended with {result}: {votes:1} for {option:1}, {votes:2} for {option:2}, {abstained} abstaining.", ["r1.s1"])],
            (1, [("{seat:1} holds that “Facts are  free to use, {votes:1} or not”.", ["r1.s1"])]),
            (2, [("A promise is a promise.", ["r1.s3"])])));
        var minutes = session.Minutes;
        Assert.Equal("test/moderator", minutes.By);
        Assert.Equal((0, null), (minutes.Dropped, minutes.Note));
        Assert.Equal("It ended with a supermajority of 2 of 3 seats: 2 votes for “Yes”, 1 vote for “No”, no seat abstaining.", minutes.Summary[0].Text);
        // Braces of the ballot itself, quoted, are words and no placeholder.
        Assert.Equal("Seat 1 holds that “Facts are free to use, {votes:1} or not”.", minutes.Arguments[0].Sentences[0].Text);
        Assert.Equal(["r1.s3"], minutes.Arguments[1].Sentences[0].Ballots);
        Assert.Single(session.Drafts);
    }

    [Fact]
    public async Task A_failing_sentence_is_sent_back_with_its_reason_and_its_correction_is_used()
    {
        var asked = new List<string>();
        var session = await RunAsync(
            Whole([("Two seats favour it.", ["r1.s1"])], (1, [("It says “facts were free”.", ["r1.s1"])]), (2, [("Terms bind.", ["r1.s3"])])),
            Fixed(("s1", "The panel came to {result}.", ["r1.s1", "r1.s2"]), ("s2", "It says “Facts are free to use”.", ["r1.s1"]), ("s3", "Not asked for.", ["r1.s3"])),
            asked: asked);
        Assert.Equal(["The panel came to a supermajority of 2 of 3 seats."], session.Minutes.Summary.Select(s => s.Text));
        Assert.Equal("It says “Facts are free to use”.", session.Minutes.Arguments[0].Sentences[0].Text);
        Assert.Equal("Terms bind.", session.Minutes.Arguments[1].Sentences[0].Text);
        Assert.Equal(0, session.Minutes.Dropped);
        Assert.Contains("\"Two seats\" is a count or a result", asked[1], StringComparison.Ordinal);
        Assert.Contains("The words \"facts were free\" do not stand in r1.s1", asked[1], StringComparison.Ordinal);
        Assert.DoesNotContain("s3 (argument", asked[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_twice_is_dropped_and_counted_and_dissent_is_quoted_by_the_program()
    {
        var session = await RunAsync(
            Whole([("It was tied.", ["r1.s1"]), ("Facts decided it.", ["r1.s1"])], (1, [("Facts are free.", ["r1.s2"])])),
            Fixed(("s1", "It was a tie.", ["r1.s1"]), ("optionB", "It says “promises are sacred”.", ["r1.s3"])));
        Assert.Equal(["Facts decided it."], session.Minutes.Summary.Select(s => s.Text));
        Assert.Equal(2, session.Minutes.Dropped);
        Assert.Equal($"“{No}”", session.Minutes.Arguments[1].Sentences[0].Text);
        Assert.Contains("The argument for “No” is quoted by the program", session.Minutes.Note, StringComparison.Ordinal);
        Assert.Equal(2, session.Drafts.Count);
    }

    [Fact]
    public async Task What_failed_goes_back_as_the_moderator_wrote_it_between_fences()
    {
        const string sentence = "它说“同意不重要” — “naïve”.";
        var asked = new List<string>();
        await RunAsync(Whole([(sentence, ["r1.s1"])], (1, [("Facts are free.", ["r1.s1"])]), (2, [("Terms bind.", ["r1.s3"])])), Fixed(), asked: asked);
        var lines = asked[1].ReplaceLineEndings("\n").Split('\n');
        var at = Array.IndexOf(lines, sentence);
        Assert.True(at > 0, asked[1]);
        Assert.Equal(lines[at - 1], lines[at + 1]);
        Assert.StartsWith("=====", lines[at - 1], StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", asked[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_inside_the_thinking_is_no_minutes()
    {
        var draft = Whole([("Terms decided it.", ["r1.s3"])], (1, [("Facts are free.", ["r1.s1"])]), (2, [("Terms bind.", ["r1.s3"])]));
        var answer = Whole([("Facts decided it.", ["r1.s1"])], (1, [("Facts are free.", ["r1.s1"])]), (2, [("Terms bind.", ["r1.s3"])]));
        var session = await RunAsync($"{answer.Replace("Facts decided", "Words decided", StringComparison.Ordinal)} {{hm</think>{answer}");
        Assert.Equal("Facts decided it.", Assert.Single(session.Minutes.Summary).Text);
        Assert.True((await RunAsync($"<think>{draft}", $"<think>{draft}")).Minutes.Extractive);
    }

    [Theory]
    [InlineData("\"A\"")]
    [InlineData("\"Option A\"")]
    [InlineData("\"Yes\"")]
    [InlineData("\"A: Yes\"")]
    [InlineData("1")]
    public async Task An_option_is_named_as_a_seat_may_name_it(string option)
    {
        var whole = Whole([("{votes:A} for {option:B}, {votes:Yes} for {option:1}.", ["r1.s1"])], (1, [("Facts are free.", ["r1.s1"])]), (2, [("Terms bind.", ["r1.s3"])]));
        var session = await RunAsync(whole.Replace("\"option\":1", $"\"option\":{option}", StringComparison.Ordinal));
        Assert.Equal("2 votes for “No”, 2 votes for “Yes”.", Assert.Single(session.Minutes.Summary).Text);
        Assert.Equal([0, 1], session.Minutes.Arguments.Select(a => a.Option));
        Assert.Equal("Facts are free.", Assert.Single(session.Minutes.Arguments[0].Sentences).Text);
    }

    [Theory]
    [InlineData("Something happened.", "r9.s1", "There is no ballot r9.s1.")]
    [InlineData("Something happened.", "", "cites no ballot")]
    [InlineData("{seat:2} wrote it.", "r1.s1", "names seat 2")]
    [InlineData("It uses {magic}.", "r1.s1", "{magic} is no placeholder")]
    [InlineData("It uses {votes:3}.", "r1.s1", "{votes:3} is no placeholder")]
    [InlineData("It says “facts", "r1.s1", "not closed")]
    [InlineData(" ", "r1.s1", "1 to 800 characters")]
    [InlineData("It rang\u0007 once.", "r1.s1", "It holds control characters.")]
    public async Task A_sentence_must_hold_against_what_it_cites(string text, string ballot, string reason)
    {
        var asked = new List<string>();
        await RunAsync(
            Whole([(text, ballot.Length == 0 ? [] : [ballot])], (1, [("Facts are free.", ["r1.s1"])]), (2, [("Terms bind.", ["r1.s3"])])),
            Fixed(),
            asked: asked);
        Assert.Contains(reason, asked[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_several_cited_ballots_is_enough()
    {
        var session = await RunAsync(Whole(
            [("{seat:1} quotes “Facts are free to use” against {seat:3}.", ["r1.s3", "r1.s1"]), ("The panel rejected “No”.", ["r1.s1"])],
            (1, [("Facts are free.", ["r1.s3", "r1.s1"])]),
            (2, [("Terms bind.", ["r1.s1", "r1.s3"])])));
        Assert.Equal((0, 1), (session.Minutes.Dropped, session.Drafts.Count));
        Assert.Equal(["Seat 1 quotes “Facts are free to use” against Seat 3.", "The panel rejected “No”."], session.Minutes.Summary.Select(s => s.Text));
    }

    [Fact]
    public async Task Long_words_that_do_not_check_out_are_sent_back_shortened()
    {
        var asked = new List<string>();
        string exact = new('x', 120), longer = new('y', 121);
        await RunAsync(
            Whole([($"It says “{exact}”.", ["r1.s1"]), ($"It says “{longer}”.", ["r1.s1"])], (1, [("Facts are free.", ["r1.s1"])])),
            Fixed(),
            asked: asked);
        Assert.Contains($"The words \"{exact}\" do not stand in r1.s1.", asked[1], StringComparison.Ordinal);
        Assert.Contains($"The words \"{longer[..119]}…\" do not stand in r1.s1.", asked[1], StringComparison.Ordinal);
        Assert.Contains("optionB (argument for option B): There is no argument for option B, for which ballots were cast.", asked[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_for_an_option_cites_a_ballot_for_it()
    {
        var asked = new List<string>();
        await RunAsync(Whole([("Facts decided it.", ["r1.s1"])], (1, [("Terms bind.", ["r1.s3"])]), (2, [("Terms bind.", ["r1.s3"])])), Fixed(), asked: asked);
        Assert.Contains("argues for option A and cites no ballot for that option", asked[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I would rather not.")]
    [InlineData("""{"summary":"none"}""")]
    [InlineData("""{"summary":[],"arguments":[{"option":3,"sentences":[]}]}""")]
    [InlineData("""{"summary":[{"text":"It was tied.","ballots":["r1.s1"]}],"arguments":[]}""")]
    public async Task A_moderator_that_keeps_failing_gives_way_to_extractive_minutes(string answer)
    {
        var session = await RunAsync(answer, answer);
        Assert.True(session.Minutes.Extractive);
        Assert.StartsWith("Made without a model", session.Minutes.Note, StringComparison.Ordinal);
        Assert.Contains("test/moderator, gave nothing that checks out", session.Minutes.Note, StringComparison.Ordinal);
        Assert.Equal([0, 1], session.Minutes.Arguments.Select(a => a.Option));
        Assert.Equal(2, session.Drafts.Count);
    }

    [Fact]
    public async Task A_moderator_that_breaks_off_leaves_what_it_gave_and_the_minutes_say_so()
    {
        var session = await RunAsync(Whole([("Facts decided it.", ["r1.s1"]), ("It was tied.", ["r1.s1"])], (1, [("Facts are free.", ["r1.s1"])])));
        Assert.Equal("The server went away.", session.ModeratorFailure);
        Assert.Equal(1, session.Minutes.Dropped);
        Assert.Contains("gave up before it had corrected everything: The server went away.", session.Minutes.Note, StringComparison.Ordinal);

        var nothing = await RunAsync();
        Assert.True(nothing.Minutes.Extractive);
        Assert.EndsWith("Minutes by test/moderator are missing: The server went away.", nothing.Minutes.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minutes_are_made_again_from_the_session_alone()
    {
        var session = await RunAsync(
            Whole([("It ended with {result}.", ["r1.s1"]), ("It was tied.", ["r1.s1"])], (1, [("Facts are free.", ["r1.s1"])])),
            Fixed(("optionB", "Terms bind.", ["r1.s3"])));
        var read = SessionJson.Read(SessionJson.Write(session));
        var proceedings = new Proceedings(read.Question, read.Panel, read.Rounds, read.Clusterings, read.Verdict);
        var again = read with { Minutes = MinutesBuilder.Build(proceedings, read.Moderator?.Name, read.Drafts, read.ModeratorFailure) };
        Assert.Equal(SessionJson.Write(session), SessionJson.Write(again));
    }

    [Fact]
    public async Task The_moderator_sees_no_model_names()
    {
        var asked = new List<string>();
        await RunAsync(Whole([("Facts decided it.", ["r1.s1"])], (1, [("Facts are free.", ["r1.s1"])]), (2, [("Terms bind.", ["r1.s3"])])), asked: asked);
        Assert.DoesNotContain("test/m", asked[0], StringComparison.Ordinal);
        Assert.Contains(No, asked[0], StringComparison.Ordinal);
    }

    private static string Whole((string Text, string[] Ballots)[] summary, params (int Option, (string Text, string[] Ballots)[] Sentences)[] arguments) =>
        JsonSerializer.Serialize(new
        {
            summary = summary.Select(s => new { text = s.Text, ballots = s.Ballots }),
            arguments = arguments.Select(a => new { option = a.Option, sentences = a.Sentences.Select(s => new { text = s.Text, ballots = s.Ballots }) }),
        });

    private static string Fixed(params (string Id, string Text, string[] Ballots)[] sentences) =>
        JsonSerializer.Serialize(new { sentences = sentences.Select(s => new { id = s.Id, text = s.Text, ballots = s.Ballots }) });

    private Task<Session> RunAsync(params string[] answers) => RunAsync(answers, null);

    private Task<Session> RunAsync(string first, List<string> asked) => RunAsync([first], asked);

    private Task<Session> RunAsync(string first, string second, List<string> asked) => RunAsync([first, second], asked);

    /// <summary>Yes, Yes, No; a moderator with these answers, which fails when they run out.</summary>
    private async Task<Session> RunAsync(string[] answers, List<string>? asked)
    {
        string[] votes = [Vote("Yes", Yes), Vote("Yes", "Because."), Vote("No", No)];
        SeatedModel[] panel = [.. votes.Select((v, i) => new SeatedModel(
            new Seat(i + 1, $"Seat {i + 1}", new ModelCard($"test/m{i + 1}")), new ScriptedChatClient(_ => v), "test", SupportsSchema: false))];
        var moderator = new ScriptedChatClient((call, messages, _) =>
        {
            asked?.Add(messages[^1].Text);
            var turn = int.Parse(call["minutes.a".Length..], System.Globalization.CultureInfo.InvariantCulture);
            return turn < answers.Length ? Task.FromResult(ScriptedChatClient.Said(answers[turn])) : throw new InvalidOperationException("The server went away.");
        });
        var chair = new SeatedModel(new Seat(1, "Moderator", new ModelCard("test/moderator")), moderator, "test", SupportsSchema: true);
        var opened = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        var plan = new SessionPlan(
            SessionId.New(opened), opened, new Question("Ship it?", ["Yes", "No"], []), [.. panel.Select(p => p.Seat)], chair.Seat.Model, new SessionSettings(false, 1, 1, 1, false, 2, null, 60, 600));
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        return await new Deliberator(log, TimeProvider.System).RunAsync(plan, panel, chair, null, Cancellation)
            .OfType<SessionEvent.Finished>()
            .Select(f => f.Session)
            .SingleAsync(Cancellation);
    }

    private static string Vote(string option, string reasoning) => JsonSerializer.Serialize(new { choice = option, reasoning, confidence = 0.8 });
}
