using System.Text;
using AngleSharp.Html.Parser;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Exports;

namespace Roundtable.Tests.Workspace.Exports;

public sealed class ToolTextTests
{
    private static readonly ToolUse _use = new("web_search", """{"query":"<b>rates</b>"}""")
    {
        Sources = [new Source("https://bank.example/rates?a=1&b=2", "<script>alert(1)</script>"), new Source("https://other.example/", null)],
        Citations = [new Citation("https://bank.example/rates?a=1&b=2", "<script>alert(1)</script>", "Rates rose", "](javascript:alert(1)) <img src=x>")],
        Receipt = new Receipt(12, Digest.Of("h"u8), Digest.Of("o"u8)),
    };

    private static Session Session
    {
        get
        {
            var session = SampleSessions.ClosedDebate();
            return session with
            {
                Rounds = [.. session.Rounds.Select(r => r with { Ballots = [.. r.Ballots.Select(b => b with { Tools = [_use] })] })],
            };
        }
    }

    [Fact]
    public void Citations_are_links_that_can_be_opened_and_nothing_in_them_becomes_markup()
    {
        var html = new HtmlParser().ParseDocument(HtmlExport.Of(Session));
        Assert.Empty(html.QuerySelectorAll("script, img"));
        var links = html.QuerySelectorAll("a[href^=http]").Where(a => a.GetAttribute("href")!.Contains("example", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, a => Assert.Equal(("nofollow noopener noreferrer ugc", "_blank"), (a.GetAttribute("rel"), a.GetAttribute("target"))));
        Assert.DoesNotContain(html.QuerySelectorAll("a"), a => a.GetAttribute("href")!.StartsWith("javascript", StringComparison.OrdinalIgnoreCase));

        var markdown = MarkdownExport.Of(Session);
        Assert.Contains("(<https://bank.example/rates?a=1&b=2>)", markdown, StringComparison.Ordinal);
        var rendered = new HtmlParser().ParseDocument(Markdig.Markdown.ToHtml(markdown));
        Assert.Empty(rendered.QuerySelectorAll("script, img"));
        Assert.DoesNotContain(rendered.QuerySelectorAll("a[href]"), a => a.GetAttribute("href")!.StartsWith("javascript", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_session_with_calls_reads_back_and_one_with_an_address_that_cannot_be_opened_is_refused()
    {
        var bytes = SessionJson.Write(Session);
        Assert.Equal(bytes, SessionJson.Write(SessionJson.Read(bytes)));
        foreach (var bad in (string[])["javascript:alert(1)", "ftp://a.example/"])
        {
            var text = Encoding.UTF8.GetString(bytes).Replace("https://other.example/", bad, StringComparison.Ordinal);
            Assert.Throws<SessionFormatException>(() => SessionJson.Read(Encoding.UTF8.GetBytes(text)));
        }
    }

    [Fact]
    public void Cited_pages_stand_before_those_that_were_only_found()
    {
        var pages = ToolText.Pages([_use]);
        Assert.Equal([true, false], pages.Select(p => p.IsCited));
        Assert.Equal("other.example", pages[1].Host);
        Assert.Equal("""web_search {"query":"<b>rates</b>"}, 2 pages, leaf 12 of the log""", ToolText.Line(_use));
    }
}
