using System.Text.Json;
using Roundtable.Deliberation.Transcripts.Councils;

namespace Roundtable.Tests.Deliberation.Transcripts.Councils;

/// <summary>Shapes of llm-council and its forks.</summary>
public sealed class CouncilTurnTests
{
    [Theory]
    [InlineData("It is so.\n\nFINAL RANKING:\n1. Response B\n2. Response A\n3. Response C", "1,0,2")]
    [InlineData("1. Reasons first.\n**RANKING:**\n1. Response C\n2. Response A\n3. Response B", "2,0,1")]
    [InlineData("RANKING:\n1. Response A\n\nOn second thoughts.\nRANKING:\n1) B\n2) A\n3) C", "1,0,2")]
    [InlineData("RANKING: I cannot.", "")]
    [InlineData("My ranking: Response A is best.", "")]
    [InlineData("1. The first\n2. A second", "")]
    public void A_ranking_is_what_an_evaluation_ends_with(string text, string ranking) =>
        Assert.Equal(ranking, string.Join(',', CouncilTurn.RankingIn(text, 3)));

    [Fact]
    public void Names_in_camel_case_and_rankings_apart_from_their_reasons_are_read()
    {
        const string conversation = """
            {"messages":[{"role":"user","content":"Which?"},{"role":"assistant","stage1":[{"model":"m/one","response":"1"},{"model":"m/two","response":"2"}],
            "stage2":[{"model":"m/one","evaluation":"Good.\n\nFINAL RANKING:\n1. Response A\n2. Response B","ranking":["Response A","Response B"]},
            {"model":"m/two","ranking":"FINAL RANKING:\n1. Response B\n2. Response A","parsedRanking":["Response B","Response A"]}],"stage3":"So it is.",
            "metadata":{"labelToModel":{"Response A":"m/two","Response B":"m/one"},"aggregateRankings":[{"model":"m/two","averageRank":1.5},{"model":"m/one","averageRank":2}]}}]}
            """;
        var turn = Assert.Single(CouncilTurn.Read(JsonElement.Parse(conversation))!);
        Assert.Equal(["m/two", "m/one"], turn.Responses.Select(r => r.Model));
        Assert.Equal([[0, 1], [1, 0]], turn.Rankings.Select(r => r.Ranking));
        Assert.Equal("So it is.", turn.Conclusion);
        Assert.Equal("The file gives m/one the average rank 2; the rankings give 1.5.", Assert.Single(CouncilCheck.Of(turn).Discrepancies));
    }
}
