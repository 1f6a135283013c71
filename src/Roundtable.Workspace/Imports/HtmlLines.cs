using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Roundtable.Workspace.Imports;

/// <summary>The text of an HTML page as a reader sees it, a line for each block.</summary>
public static class HtmlLines
{
    private static readonly HashSet<string> _unseen = new(
        StringComparer.OrdinalIgnoreCase) { "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button" };

    private static readonly HashSet<string> _inline = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "samp", "small", "span",
        "strong", "sub", "sup", "time", "u", "var", "wbr",
    };

    /// <summary>Whether a text looks like HTML rather than a transcript's own text.</summary>
    public static bool IsHtml(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || (start.StartsWith("<", StringComparison.Ordinal) && text.Contains("</", StringComparison.Ordinal));
    }

    /// <summary>The lines.</summary>
    public static string Of(string html)
    {
        var text = new StringBuilder();
        Append(new HtmlParser().ParseDocument(html).DocumentElement, text);
        return text.ToString();
    }

    private static void Append(INode root, StringBuilder text)
    {
        // A page may nest deeper than a stack is high.
        var open = new Stack<(INode? Node, bool Block)>();
        open.Push((root, false));
        while (open.Count > 0)
        {
            var (node, block) = open.Pop();
            switch (node)
            {
                case null:
                    text.Append(block ? "\n" : "");
                    break;
                case IText words:
                    text.Append(words.Data.ReplaceLineEndings(" "));
                    break;
                case IElement element when !_unseen.Contains(element.LocalName):
                    var breaks = !_inline.Contains(element.LocalName);
                    text.Append(breaks ? "\n" : "");
                    open.Push((null, breaks));
                    foreach (var child in element.ChildNodes.Reverse())
                    {
                        open.Push((child, false));
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
