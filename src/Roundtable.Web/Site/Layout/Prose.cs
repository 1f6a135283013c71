using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;
using Roundtable.Record.Wording;

namespace Roundtable.Web.Site.Layout;

/// <summary>
/// What models wrote, as HTML that can do nothing: Markdown without HTML, without pictures (they would be fetched from
/// elsewhere), with links to the web alone. Headings become bold lines, so that no answer can pass for a part of the page.
/// </summary>
/// <remarks>What is allowed is decided where it is written out, so that no way of nesting Markdown leads around it.</remarks>
public static class Prose
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>The HTML.</summary>
    public static MarkupString Html(string text)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        _pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HeadingRenderer>(new Heading());
        renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new Link());
        renderer.ObjectRenderers.Replace<AutolinkInlineRenderer>(new Autolink());
        renderer.Render(Markdown.Parse(Neutralise.Text(text), _pipeline));
        return new MarkupString(writer.ToString());
    }

    private static bool IsWeb(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static void Open(HtmlRenderer renderer, string url) =>
        renderer.Write("<a rel=\"nofollow noopener noreferrer ugc\" target=\"_blank\" href=\"").WriteEscapeUrl(url).Write("\">");

    private sealed class Heading : HtmlObjectRenderer<HeadingBlock>
    {
        protected override void Write(HtmlRenderer renderer, HeadingBlock obj) =>
            renderer.Write("<p class=\"heading\">").WriteLeafInline(obj).WriteLine("</p>");
    }

    private sealed class Link : HtmlObjectRenderer<LinkInline>
    {
        protected override void Write(HtmlRenderer renderer, LinkInline obj)
        {
            if (obj.IsImage || (obj.GetDynamicUrl?.Invoke() ?? obj.Url) is not { } url || !IsWeb(url))
            {
                renderer.WriteChildren(obj);
                return;
            }

            Open(renderer, url);
            renderer.WriteChildren(obj);
            renderer.Write("</a>");
        }
    }

    private sealed class Autolink : HtmlObjectRenderer<AutolinkInline>
    {
        protected override void Write(HtmlRenderer renderer, AutolinkInline obj)
        {
            if (obj.IsEmail || !IsWeb(obj.Url))
            {
                renderer.WriteEscape(obj.Url);
                return;
            }

            Open(renderer, obj.Url);
            renderer.WriteEscape(obj.Url).Write("</a>");
        }
    }
}
