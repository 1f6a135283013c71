using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Web.Requests;
using Roundtable.Workspace;
using Roundtable.Workspace.Search;

namespace Roundtable.Tests.Web.Requests;

public sealed class SessionQueryTests
{
    [Fact]
    public void The_address_of_a_page_means_the_same_filter()
    {
        var filter = new SessionFilter("two \"words & more\"", TallyLabel.NoVerdict, "lab/a", new DateOnly(2026, 3, 1), 30);
        Assert.Equal(filter with { Skip = 60 }, Read(SessionQuery.Address(filter, 60)));
        Assert.Equal("/sessions", SessionQuery.Address(new SessionFilter(null, null, null, null, 90), 0));
        Assert.True(Read("/sessions?q=&label=&model=&since=&skip=x").IsEmpty);
    }

    [Fact]
    public void What_cannot_be_meant_shows_no_list_of_everything() =>
        Assert.Equal("label", Assert.Throws<WorkspaceException>(() => Read("/sessions?label=nonesuch")).Field);

    private static SessionFilter Read(string address) =>
        SessionQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(address.Split('?') is [_, var query] ? query : "")));
}
