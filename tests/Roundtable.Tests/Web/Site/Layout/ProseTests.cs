using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Roundtable.Tests.Samples;
using Roundtable.Web.Site.Layout;

namespace Roundtable.Tests.Web.Site.Layout;

public sealed class ProseTests
{
    private static readonly string[] _bits =
    [
        "<script>", "</script>", "<img src=x onerror=a()>", "[a](", "javascript:a()", "https://e.example", ")", "![", "](data:x)", "`", "```\n", "<https://e.example>", "<javascript:a()>", "\n\n", "# ", "- ", "| a | b |\n|---|---|\n", "&lt;", "\"", "'", "<a href='", "*b*", "[r]: javascript:a()\n", "[r]", "<!--", "\u202E",
    ];

    [Theory]
    [InlineData("*a* and **b**", "<p><em>a</em> and <strong>b</strong></p>")]
    [InlineData("# Heading", "<p class=\"heading\">Heading</p>")]
    [InlineData("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>")]
    [InlineData("[a](javascript:b)", "<p>a</p>")]
    [InlineData("![a](https://e.example/p.png)", "<p>a</p>")]
    [InlineData("[a *b*](data:text/html,x)", "<p>a <em>b</em></p>")]
    [InlineData("[a](/sessions/x/delete)", "<p>a</p>")]
    public void Markdown_is_shown_and_does_nothing(string text, string html) => Assert.Equal(html, Prose.Html(text).Value.Trim());

    [Fact]
    public void A_link_to_the_web_says_that_it_is_not_ours() =>
        Assert.Contains("rel=\"nofollow noopener noreferrer ugc\"", Prose.Html("[a](https://e.example)").Value, StringComparison.Ordinal);

    [Fact]
    public void Whatever_is_written_only_harmless_elements_come_of_it()
    {
        HashSet<string> harmless = new(StringComparer.OrdinalIgnoreCase) { "p", "em", "strong", "a", "code", "pre", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "br", "hr" };
        Prop.ForAll(
            Gen.Elements(_bits).ListOf().Select(string.Concat).ToArbitrary(),
            text =>
            {
                var html = Prose.Html(text).Value;
                var document = new HtmlParser().ParseDocument("<body>" + html);
                var harmful = document.Body!.QuerySelectorAll("*").Where(e => !(
                    harmless.Contains(e.LocalName)
                    && e.Attributes.All(a => a.Name is "rel" or "target" or "href" or "class" or "start" or "style" or "type")
                    && (e.GetAttribute("href") is not { } href || href.StartsWith("http", StringComparison.Ordinal)))).Select(e => e.OuterHtml);
                return string.Concat(harmful).Length == 0 ? true : throw new InvalidOperationException(html);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestDepth.Of(5000, 100_000)));
    }
}
