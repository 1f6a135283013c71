using Roundtable.Workspace;
using Roundtable.Workspace.Access;

namespace Roundtable.Tests.Workspace.Access;

public sealed class SignInsTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly TokenFile _tokens;
    private readonly SignIns _signIns;

    public SignInsTests()
    {
        _tokens = new TokenFile(_data.FullName);
        _signIns = new SignIns(_data.FullName, _tokens);
    }

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void A_browser_is_known_until_its_day_and_by_what_it_was_given_alone()
    {
        var (text, token) = Token("Ann");
        var id = _signIns.Begin(token, _now);
        Assert.Equal(token.Digest, new SignIns(_data.FullName, new TokenFile(_data.FullName)).Find(id, _now)!.Digest);
        Assert.NotNull(_signIns.Find(id, _now + SignIns.Lasting - TimeSpan.FromSeconds(1)));
        Assert.Null(_signIns.Find(id, _now + SignIns.Lasting));
        Assert.Null(_signIns.Find(text, _now));
        Assert.Null(_signIns.Find(token.Digest, _now));
        Assert.Null(_signIns.Find(AccessToken.DigestOf(id), _now));
        Assert.Null(_signIns.Find("", _now));
        _signIns.End("something else");
        _signIns.End(id);
        Assert.Null(_signIns.Find(id, _now));
    }

    [Fact]
    public void It_ends_with_its_token_and_when_that_expires()
    {
        var (_, token) = Token("Ann", expires: _now.AddHours(1));
        var (_, other) = Token("Ben");
        var (id, kept) = (_signIns.Begin(token, _now), _signIns.Begin(other, _now));
        Assert.Null(_signIns.Find(id, _now.AddHours(1)));

        // An expiry that is moved later does not keep a browser longer than it was told.
        _tokens.Update(all => all.Select(t => t with { Expires = null }));
        Assert.Null(_signIns.Find(id, _now.AddHours(1)));
        Assert.NotNull(_signIns.Find(id, _now.AddMinutes(59)));
        _tokens.Update(all => all.Where(t => t.Name != "Ann"));
        Assert.Null(_signIns.Find(id, _now));
        Assert.NotNull(_signIns.Find(kept, _now));
    }

    [Fact]
    public void Browsers_of_a_token_are_signed_out_at_once_and_are_not_too_many()
    {
        var (_, ann) = Token("Ann");
        var (_, ben) = Token("Ben");
        var (first, bens) = (_signIns.Begin(ann, _now), _signIns.Begin(ben, _now));
        for (var i = 0; i < SignIns.MaxOfToken; i++)
        {
            _signIns.Begin(ann, _now);
        }

        Assert.Null(_signIns.Find(first, _now)); // the oldest went
        var service = new TokenService(new WorkspaceContext(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)));
        Assert.Equal(SignIns.MaxOfToken, service.SignOut("Ann"));
        Assert.Equal(0, service.SignOut(ann.Id));
        Assert.NotNull(_signIns.Find(bens, _now));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<WorkspaceException>(() => service.SignOut("Eve")).Kind);
    }

    [Fact]
    public void The_last_use_is_kept_to_the_minute_by_whatever_process_it_was()
    {
        var (_, token) = Token("Ann");
        var elsewhere = new TokenFile(_data.FullName);
        Assert.Null(_tokens.Uses.Last(token));
        _tokens.Uses.Note(token, _now);
        Assert.Equal(_now, elsewhere.Uses.Last(token));
        elsewhere.Uses.Note(token, _now.AddMinutes(5));
        _tokens.Uses.Note(token, _now.AddSeconds(59)); // too soon to be written
        Assert.Equal(_now.AddMinutes(5), _tokens.Uses.Last(token));
        _tokens.Uses.Note(token, _now.AddMinutes(7));
        Assert.Equal(_now.AddMinutes(7), elsewhere.Uses.Last(token));
    }

    private (string Text, AccessToken Token) Token(string name, DateTimeOffset? expires = null)
    {
        var (text, token) = AccessToken.New(name, Role.Reader, _now);
        _tokens.Update(all => [.. all, token with { Expires = expires }]);
        return (text, _tokens.Find(text)!);
    }
}
