using System.Text;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Exports;

/// <summary>Text that others wrote, as Markdown that shows it letter for letter and means nothing (CommonMark 0.31, section 2.4; GFM).</summary>
public static class MarkdownText
{
    /// <summary>On one line.</summary>
    public static string Line(string text) => Escape(Neutralise.Line(text));

    /// <summary>As a block quotation of paragraphs; blank lines part them, and every line break stays one.</summary>
    public static string Quote(string text)
    {
        var lines = Neutralise.Text(text).Trim().Split('\n').Select(l => l.Trim());
        return string.Join('\n', lines.Select(l => l.Length == 0 ? ">" : $"> {Escape(l)}  ".TrimEnd() + "  ")).TrimEnd();
    }

    /// <summary>The calls of tools behind an answer and the pages that it cites, as lists with links.</summary>
    /// <param name="text">The document so far.</param>
    /// <param name="uses">The calls; null for none.</param>
    public static void Tools(StringBuilder text, IReadOnlyList<ToolUse>? uses)
    {
        if (uses is not { Count: > 0 })
        {
            return;
        }

        text.AppendLine("Tools that it used, and the pages that they returned:").AppendLine();
        foreach (var use in uses)
        {
            text.AppendLine($"- {Line(ToolText.Line(use))}");
        }

        foreach (var page in ToolText.Pages(uses))
        {
            // An address has no blanks and no angle brackets: Source.IsOpenable holds that.
            var quote = page.Quote is { } words ? $": “{Line(words)}”" : "";
            text.AppendLine($"- {(page.IsCited ? "cited" : "found")}: [{Line(page.Title)}](<{page.Url}>){quote}");
        }

        text.AppendLine();
    }

    private static string Escape(string line)
    {
        var escaped = new StringBuilder(line.Length + 16);
        var marker = MarkerLength(line);
        for (var i = 0; i < line.Length; i++)
        {
            if (IsActive(line, i) || i == marker - 1)
            {
                escaped.Append('\\');
            }

            escaped.Append(line[i]);
        }

        return escaped.ToString();
    }

    private static bool IsActive(string line, int i) => line[i] switch
    {
        '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '~' or '&' or '$' or '^' => true,
        '=' or '+' or ':' when IsDoubled(line, i) => true,
        '!' => i + 1 < line.Length && line[i + 1] == '[',
        // GFM makes links of bare addresses: of schemes, of www., and of mail.
        ':' => i + 1 < line.Length
            && line[i + 1] == '/'
            || line.AsSpan(0, i).EndsWith("mailto", StringComparison.OrdinalIgnoreCase)
            || line.AsSpan(0, i).EndsWith("xmpp", StringComparison.OrdinalIgnoreCase),
        '.' => line.AsSpan(0, i).EndsWith("www", StringComparison.OrdinalIgnoreCase),
        '@' => true,
        _ => false,
    };

    private static bool IsDoubled(string line, int i) =>
        (i + 1 < line.Length && line[i + 1] == line[i]) || (i > 0 && line[i - 1] == line[i]);

    /// <summary>Where a line begins like a heading, a list, a rule or a table, the length up to the character that makes it so; else 0.</summary>
    private static int MarkerLength(string line)
    {
        if (line.Length > 0 && line[0] is '#' or '-' or '+' or '=' or ':')
        {
            return 1;
        }

        var digits = line.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && line[digits] is '.' or ')' ? digits + 1 : 0;
    }
}
