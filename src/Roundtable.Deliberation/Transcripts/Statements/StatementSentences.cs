namespace Roundtable.Deliberation.Transcripts.Statements;

/// <summary>Splits a line of a page into sentences, never inside a quotation.</summary>
internal static class StatementSentences
{
    private static readonly HashSet<string> _abbreviations =
        new(["e.g.", "i.e.", "etc.", "vs.", "cf.", "dr.", "mr.", "mrs.", "ms.", "no.", "approx."], StringComparer.OrdinalIgnoreCase);

    /// <summary>The sentences, trimmed, none empty; together they are the line.</summary>
    public static IEnumerable<string> Of(string line)
    {
        var quoted = new bool[line.Length];
        var closing = new bool[line.Length + 1];
        foreach (var (from, to, text) in Leftover.Quotations(line))
        {
            Array.Fill(quoted, true, from, to - from);
            closing[to] = text.TrimEnd() is [.., '.' or '!' or '?'];
        }

        var start = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (quoted[i] || !Ends(line, i, closing[i]))
            {
                continue;
            }

            if (line[start..(i + 1)].Trim() is { Length: > 0 } sentence)
            {
                yield return sentence;
            }

            start = i + 1;
        }

        if (line[start..].Trim() is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }

    private static bool Ends(string line, int at, bool closes)
    {
        var stops = line[at] is '.' or '!' or '?' or '。' or '！' or '？';
        if (line[at] is '。' or '！' or '？')
        {
            return true;
        }

        var next = at + 1;
        return (closes || (stops && !_abbreviations.Contains(LastWord(line, at))))
            && (next >= line.Length || (char.IsWhiteSpace(line[next]) && (stops || StartsSentence(line[next..]))));
    }

    private static bool StartsSentence(string rest) => rest.TrimStart() is [var first, ..] && (char.IsUpper(first) || first is '“' or '"' or '«');

    private static string LastWord(string line, int end)
    {
        var start = end;
        while (start > 0 && !char.IsWhiteSpace(line[start - 1]))
        {
            start--;
        }

        return line[start..(end + 1)];
    }
}
