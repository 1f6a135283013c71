using System.Text.Json;
using Roundtable.Deliberation.Questions;
using Roundtable.Workspace.Asking;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Tests.Workspace.Asking;

public sealed class AskCheckTests
{
    private static AskRequest Good => new() { Question = "Should we ship on Friday?", Options = ["Yes", "No"] };

    [Fact]
    public void A_good_request_has_no_problem() => Assert.Empty(AskCheck.Problems(Good));

    public static TheoryData<string, int, int> Bounds()
    {
        TheoryData<string, int, int> rows = [];
        foreach (var (member, min, max) in AskCheck.Bounds)
        {
            rows.Add(member, min, max);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Each_number_is_accepted_within_its_bounds_and_nowhere_else(string member, int min, int max)
    {
        Assert.Empty(AskCheck.Problems(With(member, min)));
        Assert.Empty(AskCheck.Problems(With(member, max)));
        foreach (var outside in (int[])[min - 1, max + 1, int.MinValue, int.MaxValue])
        {
            var problem = Assert.Single(AskCheck.Problems(With(member, outside)));
            Assert.Equal(member, problem.Field);
            Assert.EndsWith(problem.Predicate!, problem.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    [InlineData(1_000_000_000, true)]
    [InlineData(0.000001, false)]
    [InlineData(999_999_999, false)]
    public void A_budget_is_above_zero(double budget, bool isRefused) =>
        Assert.Equal(isRefused ? ["budget"] : [], AskCheck.Problems(Good with { Budget = (decimal)budget }).Select(p => p.Field));

    [Fact]
    public void A_list_with_nothing_in_a_place_is_told_before_anything_looks_into_it()
    {
        Assert.Equal(
            ["options[1] is null: give a value or leave it out.", "models[0] is null: give a value or leave it out."],
            AskCheck.Problems(Good with { Options = ["Yes", null!], Models = [null!] }).Select(p => p.Text));
        Assert.Equal("seats", Assert.Single(AskCheck.Problems(Good with { Seats = [null!] })).Field);
        Assert.Equal("for", Assert.Single(AskCheck.Problems(Good with { For = [null!] })).Field);
    }

    [Fact]
    public void A_NUL_is_found_wherever_it_hides()
    {
        AskRequest[] bad =
        [
            Good with { Question = "Should\0we?" },
            Good with { Options = ["Yes", "N\0o"] },
            Good with { Context = [new ContextDocument("a", "b\0")] },
            Good with { Moderator = "lab/\0" },
            Good with { Body = JsonElement.Parse("""{"a":"\u0000"}""") },
            Good with { Seats = [new SeatPlan("lab/a", "A", "Be \0 kind.")] },
        ];
        Assert.All(bad, request => Assert.Contains(AskCheck.Problems(request), p => p.Text.Contains("NUL", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_context_is_measured_in_bytes_of_UTF_8_over_all_documents()
    {
        var half = new string('é', AskRequest.MaxContextBytes / 4);
        Assert.Empty(AskCheck.Problems(Good with { Context = [new("a", half), new("b", half)] }));
        Assert.Equal("context", Assert.Single(AskCheck.Problems(Good with { Context = [new("a", half), new("b", half + "x")] })).Field);
    }

    [Fact]
    public void Who_sits_is_said_once()
    {
        Assert.Equal("panel", Assert.Single(AskCheck.Problems(Good with { Panel = "p", Models = ["lab/a"] })).Field);
        Assert.Equal("seats", Assert.Single(AskCheck.Problems(Good with { Models = [] })).Field);
        Assert.Empty(AskCheck.Problems(Good with { Models = [.. Enumerable.Repeat("lab/a", 100)] }));
        Assert.Equal("seats", Assert.Single(AskCheck.Problems(Good with { Models = [.. Enumerable.Repeat("lab/a", 101)] })).Field);
    }

    [Fact]
    public void A_use_that_there_is_not_is_refused_rather_than_passed_over()
    {
        Assert.Empty(AskCheck.Problems(Good with { For = ["publish", "all"] }));
        Assert.Equal("for", Assert.Single(AskCheck.Problems(Good with { For = ["publish", "Publish"] })).Field);
    }

    private static AskRequest With(string member, int value) => member switch
    {
        "rounds" => Good with { Rounds = value },
        "samples" => Good with { Samples = value },
        "seatSeconds" => Good with { SeatSeconds = value },
        "sessionSeconds" => Good with { SessionSeconds = value },
        "quorum" => Good with { Quorum = value },
        _ => throw new ArgumentOutOfRangeException(nameof(member), member, "A bound without a test."),
    };
}
