using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;
using Roundtable.Terminal;

namespace Roundtable.Pages;

/// <summary>
/// What models wrote, as HTML that can do nothing: Markdown without HTML, without pictures (they would be fetched from
/// elsewhere), with links to the web alone. Headings become bold lines, so that no answer can pass for a part of the page.
/// </summary>
public static class Prose
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>The HTML.</summary>
    public static MarkupString Html(string text)
    {
        var document = Markdown.Parse(Neutralise.Text(text), _pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage || !IsWeb(link.GetDynamicUrl?.Invoke() ?? link.Url))
            {
                Unlink(link);
            }
            else
            {
                Guard(link.GetAttributes());
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (link.IsEmail || !IsWeb(link.Url))
            {
                link.ReplaceBy(new LiteralInline(link.Url));
            }
            else
            {
                Guard(link.GetAttributes());
            }
        }

        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        _pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HeadingRenderer>(new Heading());
        renderer.Render(document);
        return new MarkupString(writer.ToString());
    }

    private static bool IsWeb(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static void Guard(HtmlAttributes attributes)
    {
        attributes.AddProperty("rel", "nofollow noopener noreferrer ugc");
        attributes.AddProperty("target", "_blank");
    }

    /// <summary>Keeps a link's words.</summary>
    private static void Unlink(LinkInline link)
    {
        while (link.FirstChild is { } child)
        {
            child.Remove();
            link.InsertBefore(child);
        }

        link.Remove();
    }

    private sealed class Heading : HtmlObjectRenderer<HeadingBlock>
    {
        protected override void Write(HtmlRenderer renderer, HeadingBlock obj) =>
            renderer.Write("<p class=\"heading\">").WriteLeafInline(obj).WriteLine("</p>");
    }
}
