namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>A line of a transcript.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Its text, trimmed, with white space of every kind as single spaces.</param>
public sealed record TextLine(int Number, string Text)
{
    /// <summary>The text without what Markdown adds to it: signs of headings, quotation and emphasis, and the edges of a table's row.</summary>
    public string Plain { get; } = Strip(Text);

    private static bool IsPrivate(char c) => c is >= '\uE000' and <= '\uF8FF';

    private static string Strip(string text)
    {
        // Characters of private use are a font's own pictures, and mean options while sentences are parsed.
        var plain = text.Any(IsPrivate) ? string.Concat(text.Where(c => !IsPrivate(c))).Trim() : text;
        while (plain.StartsWith('>') || plain.StartsWith('#'))
        {
            plain = plain[1..].TrimStart();
        }

        plain = plain.Replace("**", "", StringComparison.Ordinal).Replace("__", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).Trim();
        if (plain.Length > 2 && plain[0] == plain[^1] && plain[0] is '*' or '_' && plain[1] != ' ')
        {
            plain = plain[1..^1];
        }

        return plain.Length > 1 && plain[0] == '|' && plain[^1] == '|' ? plain[1..^1].Trim() : plain;
    }
}
