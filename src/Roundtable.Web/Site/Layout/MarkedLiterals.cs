using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax.Inlines;

namespace Roundtable.Web.Site.Layout;

/// <summary>
/// Writes text with ranges of its source marked. Each range has an anchor where it begins, so that ranges which overlap can all be led to; text that stands
/// in the source otherwise than it is shown, such as an entity, is marked whole where a range touches it.
/// </summary>
/// <param name="ranges">Ranges of the source in UTF-16 units, end excluded, each with its id.</param>
internal sealed class MarkedLiterals(IReadOnlyList<(string Id, int Start, int End)> ranges) : HtmlObjectRenderer<LiteralInline>
{
    private readonly HashSet<string> _anchored = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override void Write(HtmlRenderer renderer, LiteralInline obj)
    {
        var text = obj.Content.ToString();
        var start = obj.Span.End + 1 - text.Length;
        if (obj.Span.Length - text.Length is not (0 or 1))
        {
            Whole(renderer, obj.Span.Start, obj.Span.End + 1, () => renderer.WriteEscape(text));
            return;
        }

        // Between two neighbouring cuts, either all of the text is in a range or none.
        var end = start + text.Length;
        List<int> cuts = [start, .. ranges.SelectMany(r => (int[])[r.Start, r.End]).Where(c => c > start && c < end).Distinct().Order(), end];
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            var piece = text[(cuts[i] - start)..(cuts[i + 1] - start)];
            Whole(renderer, cuts[i], cuts[i + 1], () => renderer.WriteEscape(piece));
        }
    }

    /// <summary>Writes something of the source as one, marked where a range touches it.</summary>
    internal void Whole(HtmlRenderer renderer, int start, int end, Action write)
    {
        var within = ranges.Where(r => r.Start < end && r.End > start).ToList();
        foreach (var (id, _, _) in within.Where(r => _anchored.Add(r.Id)))
        {
            renderer.Write("<span class=\"anchor\" id=\"").WriteEscape(id).Write("\"></span>");
        }

        renderer.Write(within.Count > 0 ? "<mark>" : "");
        write();
        renderer.Write(within.Count > 0 ? "</mark>" : "");
    }
}

/// <summary>Writes code within a line, marked whole where a range touches it.</summary>
/// <param name="marks">The ranges.</param>
internal sealed class MarkedCode(MarkedLiterals marks) : CodeInlineRenderer
{
    /// <inheritdoc/>
    protected override void Write(HtmlRenderer renderer, CodeInline obj) =>
        marks.Whole(renderer, obj.Span.Start, obj.Span.End + 1, () => base.Write(renderer, obj));
}
