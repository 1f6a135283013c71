using Roundtable.Tests.Samples;
using Roundtable.Web.Site.Sessions;

namespace Roundtable.Tests.Web.Site.Sessions;

public sealed class VoteFlowTests
{
    [Fact]
    public void The_picture_says_in_words_who_moved()
    {
        var flow = VoteFlow.Of(SampleSessions.ClosedDebate());
        Assert.Contains("1 from B to A", flow.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void However_many_seats_the_picture_stays_within_its_height()
    {
        foreach (var session in SampleSessions.All())
        {
            var flow = VoteFlow.Of(session);
            Assert.NotEmpty(flow.Blocks);
            Assert.InRange(flow.Height, 20, 400);
        }
    }
}
