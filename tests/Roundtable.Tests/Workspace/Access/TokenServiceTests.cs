using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Workspace.Access;

public sealed class TokenServiceTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_token_is_kept_by_its_digest_alone_and_known_by_it()
    {
        var service = new TokenService(_workspace.Context);
        Assert.False(service.IsClosed);
        var (text, token) = service.Add("  Ann of Green Gables ", Role.Asker);
        Assert.Equal(("Ann of Green Gables", Role.Asker, _workspace.Time.GetUtcNow()), (token.Name, token.Role, token.Made));
        Assert.Equal(AccessToken.DigestOf(text), token.Digest);
        Assert.Equal([token], new TokenService(_workspace.Context).Tokens);
        Assert.DoesNotContain(text, File.ReadAllText(service.Location), StringComparison.Ordinal);
        var json = service.Json().ToJsonString();
        Assert.Equal("""[{"name":"Ann of Green Gables","role":"asker","made":"2026-11-20T12:00:00.0000000\u002B00:00",""" + $$"""
            "id":"{{token.Digest[..12]}}","purpose":null,"expires":null,"suspended":null,"models":[],"uses":[],"dayMicroDollars":null,"monthMicroDollars":null,"requestsPerMinute":null,"permissions":[],"lastUse":null}]
            """, json);
    }

    [Fact]
    public void Taking_the_last_token_closes_the_site()
    {
        var service = new TokenService(_workspace.Context);
        service.Add("Ann", Role.Reader);
        service.Add("Ann", Role.Admin);
        service.Add("Bob", Role.Reader);
        Assert.Equal(2, service.Remove("Ann"));
        Assert.False(service.IsClosed);
        Assert.Equal("Bob", Assert.Single(service.Tokens).Name);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<WorkspaceException>(() => service.Remove("Ann")).Kind);
        Assert.Equal(1, service.Remove("Bob"));
        Assert.True(service.IsClosed);
        File.Delete(service.Location);
        Assert.False(new TokenService(_workspace.Context).IsClosed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    [InlineData("x\u0000")]
    public void A_name_that_a_line_cannot_hold_is_refused(string name)
    {
        var service = new TokenService(_workspace.Context);
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<WorkspaceException>(() => service.Add(name, Role.Reader)).Kind);
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<WorkspaceException>(() => service.Add(new string('x', TokenService.MaxName + 1), Role.Reader)).Kind);
        Assert.False(File.Exists(service.Location));
    }

    [Theory]
    [InlineData("caller", Role.Caller)]
    [InlineData("reader", Role.Reader)]
    [InlineData("Asker", Role.Asker)]
    [InlineData("ADMIN", Role.Admin)]
    public void Roles_that_can_be_given_are_named(string name, Role role) => Assert.Equal(role, Roles.Parse(name, "--role"));

    [Theory]
    [InlineData("anonymous")]
    [InlineData("1")]
    [InlineData("")]
    public void No_other_role_can_be_given(string name) =>
        Assert.StartsWith("--role is one of", Assert.Throws<WorkspaceException>(() => Roles.Parse(name, "--role")).Message, StringComparison.Ordinal);
}
