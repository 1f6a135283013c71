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

    /// <summary>
    /// On one line, with emphasis and code spans (CommonMark 0.31.2, sections 6.1 and 6.2) left as they are: no link, no picture, no HTML, and nothing that
    /// begins a block comes of it. A run of backticks that nothing closes is escaped, so that it opens nothing in what follows either.
    /// </summary>
    public static string Formatted(string text)
    {
        var line = Neutralise.Line(text);
        var written = new StringBuilder(line.Length + 16);
        var marker = MarkerLength(line);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '`' && CodeEnd(line, i) is > 0 and var end)
            {
                written.Append(line, i, end - i);
                i = end - 1;
            }
            else if (line[i] == '\\' && i + 1 < line.Length && char.IsAscii(line[i + 1]) && char.IsPunctuation(line[i + 1]))
            {
                written.Append(line, i++, 2);
            }
            else
            {
                written.Append((line[i] is not ('*' or '_') && IsActive(line, i)) || i == marker - 1 ? "\\" : "").Append(line[i]);
            }
        }

        return written.ToString();
    }

    /// <summary>Where the code span that begins at an index ends; 0 where nothing closes it.</summary>
    private static int CodeEnd(string line, int start)
    {
        var after = start;
        while (after < line.Length && line[after] == '`')
        {
            after++;
        }

        for (var at = line.IndexOf('`', after); at >= 0 && at < line.Length; at = line.IndexOf('`', at))
        {
            var run = at;
            while (at < line.Length && line[at] == '`')
            {
                at++;
            }

            if (at - run == after - start)
            {
                return at;
            }
        }

        return 0;
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
        '=' or '+' or ':' or '"' when IsDoubled(line, i) => true,
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
