using System.Net;
using Roundtable.Web.Access;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Web.Access;

public sealed class AccessRulesTests
{
    [Theory]
    [InlineData("localhost:7071", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]:7071", true)]
    [InlineData("table.example.org", true)]
    [InlineData("TABLE.example.org:443", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("table.example.org.evil.example", false)]
    [InlineData("10.0.0.7", false)]
    [InlineData("", false)]
    public void A_site_answers_to_its_own_names_alone(string host, bool expected)
    {
        var rules = new AccessRules(IPEndPoint.Parse("127.0.0.1:7071"), new Uri("https://table.example.org"), null, Role.Asker);
        Assert.Equal(expected, rules.Answers(host, known: false));
        Assert.Equal(expected, rules.Answers(host, known: true));
    }

    [Fact]
    public void Beyond_this_computer_a_name_that_nobody_told_is_taken_from_those_who_have_a_token()
    {
        var rules = new AccessRules(IPEndPoint.Parse("0.0.0.0:7071"), null, null, Role.Asker);
        Assert.True(rules.Answers("box.lan", known: true));
        Assert.False(rules.Answers("box.lan", known: false));
    }

    [Theory]
    [InlineData("127.0.0.1:7071", null, null, false)]
    [InlineData("127.0.0.1:7071", "http://localhost:7071", null, false)]
    [InlineData("127.0.0.1:7071", "https://table.example.org", null, true)]
    [InlineData("0.0.0.0:7071", null, null, true)]
    [InlineData("127.0.0.1:7071", "https://table.example.org", "X-User", false)]
    public void Whoever_is_open_to_others_needs_a_way_to_tell_who_they_are(string listen, string? address, string? header, bool refused)
    {
        var data = Directory.CreateTempSubdirectory("roundtable-");
        try
        {
            var rules = new AccessRules(IPEndPoint.Parse(listen), address is null ? null : new Uri(address), header, Role.Asker);
            var tokens = new TokenFile(data.FullName);
            Assert.Equal(refused, Xunit.Record.Exception(() => rules.Check(tokens)) is WorkspaceException);
            Assert.False(tokens.AreRequired);
            tokens.Write([AccessToken.New("Ann", Role.Asker, DateTimeOffset.UnixEpoch).Token]);
            rules.Check(tokens);

            // The last token is removed: what was closed stays closed.
            tokens.Write([]);
            Assert.True(tokens.AreRequired);
            Assert.Empty(tokens.Tokens);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
