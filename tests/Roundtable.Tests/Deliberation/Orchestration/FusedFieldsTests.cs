using System.Text.Json;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Fusion;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Sessions;
using Roundtable.Models.Rehearsal;
using Roundtable.Tests.Samples;
using static Roundtable.Tests.Deliberation.Orchestration.ScriptedFusion;

namespace Roundtable.Tests.Deliberation.Orchestration;

/// <summary>Sessions whose seats answer with JSON by a schema, and sessions that ask a few seats first.</summary>
public sealed class FusedFieldsTests : IDisposable
{
    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["title","years","open","colour"],"properties":{"title":{"type":"string"},
        "years":{"type":"integer","minimum":0},"open":{"type":"boolean"},"colour":{"$ref":"#/$defs/colour"},"tags":{"type":"array","items":{"type":"string"}},
        "price":{"type":"number"}},"$defs":{"colour":{"enum":["red","blue"]}}}
        """;

    private static readonly SessionSettings _settings =
        ScriptedFusion.Settings with { Fusion = new FusionSettings(false) { Schema = JsonElement.Parse(Schema) } };

    private readonly ScriptedFusion _table = new();

    public void Dispose() => _table.Dispose();

    [Fact]
    public async Task Fields_are_fused_by_the_program_and_free_texts_chosen_by_the_moderator()
    {
        List<string> calls = [];
        var session = await _table.RunAsync(
            [
                """{"title":"One","years":3,"open":true,"colour":"red","tags":["a","b"],"price":1.5}""",
                "```json\n{\"title\":\"Two\",\"years\":7,\"open\":true,\"colour\":\"blue\",\"tags\":[\"b\",\"c\"],\"price\":2}\n```",
                """Here: {"title":"Three","years":4,"open":false,"colour":"red","tags":["b","a"]}""",
                """{"title":"Three","years":8,"open":false,"colour":"red"}""",
            ],
            Moderator((call, prompt) =>
            {
                calls.Add(call);
                var number = prompt.ReplaceLineEndings("\n").Split('\n').First(l => l.EndsWith(": \"Two\"", StringComparison.Ordinal)).Split(':')[0];
                return $$"""{"fields":[{"field":1,"choice":{{number}}},{"field":9,"choice":1}]}""";
            }),
            _settings);
        Assert.Equal(["fields.a0"], calls);
        Assert.Equal(
            """{"colour":"red","open":true,"price":1.75,"tags":["a","b"],"title":"Two","years":4}""", session.Text(withSupport: false));
        Assert.Equal(
            [
                ("", FieldRule.Members, ""), ("/colour", FieldRule.Vote, "134"), ("/open", FieldRule.Tie, "12"), ("/price", FieldRule.Median, ""),
                ("/tags", FieldRule.Items, "1"), ("/title", FieldRule.Moderator, "2"), ("/years", FieldRule.Median, "3"),
            ],
            session.Fields!.Fields.Select(f => (f.Path, f.Rule, string.Concat(f.Agree))));
        Assert.Empty(session.Fields.Problems);
        Assert.Equal((FusedKind.Fields, null), (session.Fused.Kind, session.Fused.Note));
    }

    [Fact]
    public async Task An_answer_that_is_not_valid_is_sent_back_once_with_what_is_wrong()
    {
        const string valid = """{"title":"One","years":3,"open":true,"colour":"red"}""";
        var repaired = new ScriptedChatClient(call => call.EndsWith("a0", StringComparison.Ordinal) ? """{"title":"One","years":"three"}""" : valid);
        var stubborn = new ScriptedChatClient(_ => "I would say three years.");
        var session = await _table.RunAsync([repaired, stubborn], settings: _settings);
        Assert.Contains("/years", repaired.Asked[1].Messages[^1].Text, StringComparison.Ordinal);
        Assert.Equal((AnswerKind.Given, """{"title":"One","years":"three"}"""), (session.Answers[0].Kind, session.Answers[0].RepairedFrom));
        Assert.Equal((AnswerKind.Invalid, "It holds no JSON value."), (session.Answers[1].Kind, session.Answers[1].Problem));
        Assert.Equal(2, stubborn.Asked.Count);
        Assert.Equal(FieldRule.Equal, Assert.Single(session.Fields!.Fields).Rule);
    }

    [Fact]
    public async Task A_session_by_a_schema_is_resumed_without_a_call()
    {
        // Members of the schema are not in canonical order, in which the log keeps it.
        const string valid = """{"title":"One","years":3,"open":true,"colour":"red"}""";
        var first = await _table.RunAsync([new ScriptedChatClient(_ => valid), new ScriptedChatClient(_ => "No.")], settings: _settings);
        ScriptedChatClient[] silent = [new(_ => throw new InvalidOperationException("Asked.")), new(_ => throw new InvalidOperationException("Asked."))];
        var plan = PlanJson.Read(PlanJson.Write(_table.Events.OfType<SessionEvent.Opened>().Single().Plan));
        var again = await _table.RunAsync(silent, settings: plan.Settings, resume: true);
        Assert.Equal(FusedSessionJson.Write(first), FusedSessionJson.Write(again));
    }

    [Theory]
    [InlineData("""{"type":"integer"}""", "9007199254740993", "too large")]
    [InlineData("""{"type":"string","format":"date"}""", "\"yesterday\"", "not valid against the schema")]
    [InlineData("""{"type":"array"}""", "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "nested too deep")]
    [InlineData("""{"type":"object"}""", """{"a":1,"a":2}""", "no JSON value")]
    public async Task A_value_that_a_session_could_not_keep_is_none(string schema, string answer, string problem)
    {
        var settings = _settings with { Fusion = new FusionSettings(false) { Schema = JsonElement.Parse(schema) } };
        var session = await _table.RunAsync([answer], settings: settings);
        Assert.Contains(problem, session.Answers[0].Problem, StringComparison.Ordinal);
        Assert.Equal(FusedKind.None, session.Fused.Kind);
    }

    [Theory]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("""{"type":"no such type"}""", "cannot be used")]
    [InlineData("""{"$ref":"https://example.org/elsewhere.json"}""", "begins with #")]
    [InlineData("""{"pattern":"("}""", "cannot be used")]
    [InlineData("""{"properties":{"a":{"pattern":"^(a+)+$"}}}""", "repeats a repetition")]
    public void What_is_no_schema_is_refused(string schema, string problem) =>
        Assert.Contains(problem, Assert.Throws<FormatException>(() => AnswerSchema.Of(JsonElement.Parse(schema))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_fused_document_that_is_not_valid_says_why()
    {
        // Each list is valid; what more than half of them hold is shorter than the schema allows.
        var schema = """{"type":"object","properties":{"l":{"type":"array","minItems":2}},"required":["l"]}""";
        var settings = _settings with { Fusion = new FusionSettings(false) { Schema = JsonElement.Parse(schema) } };
        var session = await _table.RunAsync(["""{"l":[1,2]}""", """{"l":[1,3]}""", """{"l":[1,4]}"""], settings: settings);
        Assert.Equal("""{"l":[1]}""", session.Text(withSupport: false));
        Assert.Contains("not valid against the schema", session.Fused.Note, StringComparison.Ordinal);
        Assert.NotEmpty(session.Fields!.Problems);
    }

    [Theory]
    [InlineData("Yes, it can.", "Yes, it can.", null, false, "same text")]
    [InlineData("Yes, it can be done.", "It can be done, yes.", """{"conclusions":[{"answer":"A","quote":"can be done"},{"answer":"B","quote":"can be done"}],"same":true}""", false, "quotes where")]
    [InlineData("Yes, it can be done.", "It can be done, yes.", """{"conclusions":[{"answer":"A","quote":"can be done"}],"same":true}""", true, "does not show")]
    [InlineData("Yes, it can be done.", "No, it cannot be.", """{"conclusions":[],"same":false}""", true, "differ")]
    [InlineData("Yes, it can be done.", "No, it cannot be.", """{"conclusions":[],"same":"true"}""", true, "differ")]
    [InlineData("Yes, it can be done.", "No, it cannot be.", "They agree.", true, "could not tell")]
    [InlineData("Yes, it can be done.", "", null, true, "Not every seat")]
    public async Task The_others_are_asked_unless_the_scouts_plainly_come_to_the_same(string first, string second, string? said, bool differ, string why)
    {
        _table.Seat = s => s with { Model = s.Model with { Price = new Price(s.Number == 1 ? 9 : 1, 1) } };
        ScriptedChatClient[] seats = [new(_ => "The dearest one."), new(_ => first), new(_ => second)];
        var settings = ScriptedFusion.Settings with { Quorum = 3, Fusion = new FusionSettings(false, Scout: 2) };
        var session = await _table.RunAsync(seats, Moderator((call, _) => call == "scout.a0" ? said! : "nothing"), settings);
        Assert.Equal([2, 3], session.Scout!.Seats);
        Assert.Equal(differ, session.Scout.Differ);
        Assert.Contains(why, session.Scout.Why, StringComparison.Ordinal);
        Assert.Equal(differ ? 1 : 0, seats[0].Asked.Count);
        Assert.Equal(second.Length == 0 && differ ? FusedKind.None : FusedKind.FirstAnswer, session.Fused.Kind);
    }

    [Fact]
    public async Task A_budget_covers_the_whole_and_keeps_something_back_for_the_moderator()
    {
        _table.Price = new Price(1m, 10m);
        ScriptedChatClient[] seats = [.. Enumerable.Range(0, 4).Select(_ => new ScriptedChatClient(_ => "PostgreSQL is the best choice."))];
        var settings = ScriptedFusion.Settings with { BudgetMicroDollars = 30_000, Fusion = new FusionSettings(true) };
        var moderator = Moderator(
            (call, prompt) => call.StartsWith("compare", StringComparison.Ordinal)
                ? Points(Point("Database", "same", prompt, Side("PostgreSQL", "PostgreSQL is the best choice.")))
                : Sentences(("Take PostgreSQL.", ["p1"])),
            new Price(1m, 10m));
        var session = await _table.RunAsync(seats, moderator, settings);
        Assert.True(session.Spend.MicroDollars <= 30_000);
        Assert.Equal(FusedKind.Moderated, session.Fused.Kind);

        using var poor = new ScriptedFusion { Price = new Price(1m, 10m) };
        var little = await poor.RunAsync(seats, moderator, settings with { BudgetMicroDollars = 100 });
        Assert.Equal(0, little.Spend.Calls);
        Assert.All(little.Absences, a => Assert.Contains("budget", a.Reason, StringComparison.Ordinal));
        Assert.Equal(FusedKind.None, little.Fused.Kind);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, Schema)]
    public async Task The_rehearsal_panel_answers_in_full(bool review, string? schema)
    {
        var seats = RehearsalPanel.Seats(7, TimeSpan.Zero, TimeProvider.System);
        _table.Seat = s => seats[s.Number - 1].Seat;
        var settings = ScriptedFusion.Settings with
        {
            Fusion = new FusionSettings(review) { Schema = schema is null ? null : JsonElement.Parse(schema) },
        };
        var session = await _table.RunAsync([.. seats.Select(s => s.Client)], RehearsalPanel.Moderator(TimeSpan.Zero, TimeProvider.System), settings);
        Assert.True(session.Simulated);
        Assert.Equal(5, session.Given.Count);
        Assert.Null(session.Fused.Note);
        if (schema is not null)
        {
            Assert.Empty(session.Fields!.Problems);
            return;
        }

        Assert.Equal((0, 0), (session.Fused.Dropped, session.Fused.Uncited));
        Assert.Equal(
            [SupportKind.All, SupportKind.Disputed, SupportKind.Disputed, SupportKind.Some, SupportKind.OneModel, SupportKind.OneModel, SupportKind.Moderator],
            session.Fused.Sentences.Select(s => s.Support.Kind));
        Assert.Equal(review ? 5 : 0, session.Standings.Count);
        Assert.Contains("```yaml\nstep: the smallest", session.Text(withSupport: true), StringComparison.Ordinal);
    }
}
