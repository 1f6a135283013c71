using Roundtable.Tests.Samples;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Tests.Workspace.Sharing;

public sealed class SharesTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_link_opens_its_session_alone_and_is_gone_for_good()
    {
        var shares = new Shares(_workspace.Context);
        Assert.Null(shares.LinkOf("one"));
        Assert.Null(shares.Session(""));
        shares.Share("one");
        shares.Share("two");
        var link = shares.LinkOf("one")!;
        Assert.Equal(32, link.Length);
        Assert.NotEqual(link, shares.LinkOf("two"));
        Assert.Equal("one", shares.Session(link));
        Assert.Null(shares.Session(link[..^1]));
        Assert.Null(shares.Session(link.ToUpperInvariant() + "0"));
        Assert.Null(shares.Session("one"));

        shares.Share("one"); // as it was
        Assert.Equal(link, new Shares(_workspace.Context).LinkOf("one"));
        shares.Unshare("one");
        Assert.Null(shares.Session(link));
        Assert.NotNull(shares.LinkOf("two"));
        shares.Share("one");
        Assert.NotEqual(link, shares.LinkOf("one"));
    }

    [Fact]
    public void Lines_that_are_none_open_nothing()
    {
        _workspace.Write("shared", "roundtable/shared/v1\n\nabc\nabc def ghi\n0123 session\n");
        var shares = new Shares(_workspace.Context);
        Assert.Null(shares.Session("abc"));
        Assert.Null(shares.Session(""));
        Assert.Equal("session", shares.Session("0123"));
    }
}
