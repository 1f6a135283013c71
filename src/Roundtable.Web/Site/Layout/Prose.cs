using Markdig;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;
using Roundtable.Deliberation.Minutes;
using Roundtable.Record.Wording;

namespace Roundtable.Web.Site.Layout;

/// <summary>
/// What models wrote, as HTML that can do nothing: Markdown without HTML, without pictures (they would be fetched from
/// elsewhere), with links to the web alone. Headings become bold lines, so that no answer can pass for a part of the page.
/// </summary>
/// <remarks>What is allowed is decided where it is written out, so that no way of nesting Markdown leads around it.</remarks>
public static class Prose
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UsePreciseSourceLocation().Build();

    /// <summary>Paragraphs alone: a line that begins like a list or a heading is one of a paragraph all the same.</summary>
    private static readonly MarkdownPipeline _inline = Inlines();

    /// <summary>The HTML.</summary>
    public static MarkupString Html(string text) => Written(Neutralise.Text(text), _pipeline, _ => { });

    /// <summary>The HTML of one sentence, to stand within a paragraph: emphasis, code and links, no blocks.</summary>
    public static MarkupString Inline(string sentence) => Written(Neutralise.Line(sentence), _inline, r => r.ImplicitParagraph = true);

    /// <summary>The HTML, with quotations marked where they stand. A mark is set around text alone, so that no markup is torn by it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="marks">Quotations with the id of each; one that is not found is not marked.</param>
    public static MarkupString Marked(string text, IReadOnlyList<(string Id, string Quotation)> marks)
    {
        var shown = Neutralise.Text(text);
        var found = QuotedPassages.Find([.. marks.Select(m => m.Quotation)], shown).Zip(marks)
            .Where(f => f.First is not null)
            .Select(f => (f.Second.Id, f.First!.Value.Start.Value, f.First.Value.End.Value));
        var places = new MarkedLiterals([.. found]);
        return Written(shown, _pipeline, r =>
        {
            r.ObjectRenderers.Replace<LiteralInlineRenderer>(places);
            r.ObjectRenderers.Replace<CodeInlineRenderer>(new MarkedCode(places));
        });
    }

    private static MarkupString Written(string text, MarkdownPipeline pipeline, Action<HtmlRenderer> prepare)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HeadingRenderer>(new Heading());
        renderer.ObjectRenderers.Replace<LinkInlineRenderer>(new Link());
        renderer.ObjectRenderers.Replace<AutolinkInlineRenderer>(new Autolink());
        prepare(renderer);
        renderer.Render(Markdown.Parse(text, pipeline));
        return new MarkupString(writer.ToString());
    }

    private static MarkdownPipeline Inlines()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml();
        builder.BlockParsers.Clear();
        builder.BlockParsers.Add(new ParagraphBlockParser());
        return builder.Build();
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
