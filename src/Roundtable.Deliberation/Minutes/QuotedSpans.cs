namespace Roundtable.Deliberation.Minutes;

/// <summary>A sentence split at its quotation marks: “…”, „…“, "…", «…», 「…」, ‘…’ and '…'.</summary>
/// <param name="Spans">The parts in order; together they are the sentence.</param>
/// <param name="Balanced">Whether every quotation that is opened is closed.</param>
internal sealed record QuotedSpans(IReadOnlyList<QuotedSpans.Span> Spans, bool Balanced)
{
    /// <summary>The quotations, without their marks.</summary>
    public IEnumerable<string> Quotations => Spans.Where(s => s.Quoted).Select(s => s.Text);

    /// <summary>Splits <paramref name="sentence"/>.</summary>
    public static QuotedSpans In(string sentence)
    {
        List<Span> spans = [];
        var balanced = true;
        var start = 0;
        for (var i = 0; i < sentence.Length; i++)
        {
            if (Closers(sentence, i) is not { } closers)
            {
                // With a closing mark that nothing opened, it is unclear what is quoted.
                balanced &= sentence[i] is not ('\u201D' or '\u00BB' or '\u300D');
                continue;
            }

            var end = End(sentence, i + 1, closers);
            if (end < 0)
            {
                balanced &= closers is "'" or "\u2019";
                continue;
            }

            spans.Add(new Span(sentence[start..(i + 1)], false));
            spans.Add(new Span(sentence[(i + 1)..end], true));
            start = end;
            i = end;
        }

        spans.Add(new Span(sentence[start..], false));
        return new QuotedSpans(spans, balanced);
    }

    private static string? Closers(string text, int at) => text[at] switch
    {
        '\u201C' => "\u201D",
        '\u201E' => "\u201C\u201D",
        '"' => "\"",
        '\u00AB' => "\u00BB",
        '\u300C' => "\u300D",
        '\u2018' => "\u2019",
        '\'' when (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) => "'",
        _ => null,
    };

    private static int End(string text, int from, string closers)
    {
        var single = closers is "'" or "\u2019";
        for (var i = from; i < text.Length; i++)
        {
            // Within single marks an apostrophe is part of a word: it closes nothing.
            var apostrophe = single && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]);
            if (closers.Contains(text[i], StringComparison.Ordinal) && !apostrophe)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A part of a sentence.</summary>
    /// <param name="Text">The text; an opening mark ends the part before a quotation, a closing mark begins the one after it.</param>
    /// <param name="Quoted">Whether it is between quotation marks.</param>
    internal readonly record struct Span(string Text, bool Quoted);
}
