using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Rounds;
using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Comparing;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Tests.Workspace.Comparing;

/// <summary>Two sessions, and two panels, side by side.</summary>
public sealed class SessionComparisonTests
{
    private static readonly Question _question = new("Which?", ["One", "Two"], []);

    [Fact]
    public void Of_the_same_question_it_counts_the_seats_that_say_something_else()
    {
        var compared = SessionComparison.Of(Voted("a", _question, 0, 0, 1), Voted("b", _question, 0, 1));
        Assert.Equal("The same question: 1 of 2 seats at both tables says something else; 1 only at the left.", compared.Summary);
        Assert.Equal([("One", "One", false), ("One", "Two", true), ("Two", null, true)], Rows(compared, "What each seat says"));
        Assert.Equal([("2", "1", true), ("1", "1", false), ("3", "2", true)], Rows(compared, "Votes"));
    }

    /// <summary>Seats are not said to have changed their mind about something else: another text, other options, or another document.</summary>
    [Fact]
    public void Of_another_question_nothing_is_counted_as_changed()
    {
        foreach (var other in (Question[])
            [_question with { Text = "Which one?" }, _question with { Options = ["One", "Three"] }, _question with { Context = [new ContextDocument("a.md", "A")] }])
        {
            var compared = SessionComparison.Of(Voted("a", _question, 0, 0), Voted("b", other, 1, 1));
            Assert.StartsWith("They were not asked the same", compared.Summary, StringComparison.Ordinal);
            Assert.DoesNotContain(compared.Tables.Where(t => t.Title is "What each seat says" or "Votes").SelectMany(t => t.Rows), r => r.IsChanged || r.IsComparable);
            Assert.False((bool)compared.Tables[0].Rows[0].Json()["comparable"]!);
        }

        var turned = SessionComparison.Of(Voted("a", _question, 0, 0), Voted("b", _question with { Options = ["Two", "One"] }, 1, 1));
        Assert.Equal("The same question: 0 of 2 seats at both tables say something else.", turned.Summary);
    }

    [Fact]
    public void Every_kind_can_be_held_against_every_other_and_against_itself()
    {
        List<SessionDocument> all = [.. SampleSessions.All(), SampleFused.Moderated(), SampleFused.BestReviewed(), SampleFused.NoAnswer(), SampleFused.Fields()];
        foreach (var (left, right) in all.SelectMany(l => all.Select(r => (l, r))))
        {
            var compared = SessionComparison.Of(left, right);
            Assert.Equal(left.Panel.Count, compared.Tables.Single(t => t.Title == "What each seat says").Rows.Count(r => r.Left is not null));
            Assert.Equal(right.Panel.Count, compared.Tables.Single(t => t.Title == "What each seat says").Rows.Count(r => r.Right is not null));
            if (left == right)
            {
                Assert.DoesNotContain(compared.Tables.SelectMany(t => t.Rows), r => r.IsChanged);
            }

            Assert.Equal(compared.Summary, (string?)compared.Json()["summary"]);
        }
    }

    [Fact]
    public void Panels_are_compared_seat_by_seat_and_a_model_twice_at_a_table_counts_twice()
    {
        var one = new PanelPlan("one", [new SeatPlan("a/x"), new SeatPlan("a/x"), new SeatPlan("b/y", Persona: "a critic")], "c/z", "here", true);
        var two = new PanelPlan("two", [new SeatPlan("b/y"), new SeatPlan("a/x"), new SeatPlan("d/w")], null, "there", true);
        var compared = PanelComparison.Of(one, two);
        Assert.Equal("2 seats in both, 1 of them with other settings; 1 only in one; 1 only in two.", compared.Summary);
        Assert.Equal(
            [("as it is", "as it is", false), ("as it is", null, true), ("a critic", "as it is", true), (null, "as it is", true)], Rows(compared, "Seats"));
        Assert.Contains(compared.Tables[1].Rows, r => r is { What: "Moderator", IsChanged: true });
    }

    private static Session Voted(string id, Question question, params int[] options) => SampleSessions.Debate(
        $"01jd000000000000000000000{id}", question, options.Length, new Round(1, [.. options.Select((o, i) => SampleSessions.Vote(1, i + 1, o, "Since."))], []));

    private static IEnumerable<(string?, string?, bool)> Rows(SideBySide compared, string table) =>
        compared.Tables.Single(t => t.Title == table).Rows.Select(r => (r.Left, r.Right, r.IsChanged));
}
