namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// The marks between which models leave their thinking in the text of an answer, where the server does not keep it apart. A template often writes the
/// opening mark itself, so that the answer shows the closing one alone.
/// </summary>
internal static class ThinkingMarks
{
    private static readonly (string Open, string[] Close)[] _pairs =
    [
        .. ((string[])["think", "thinking", "thought", "thoughts", "reasoning", "reflection", "scratchpad", "analysis", "seed:think"])
            .Select(name => ($"<{name}>", (string[])[$"</{name}>"])),
        ("[THINK]", ["[/THINK]"]),
        ("◁think▷", ["◁/think▷"]),
        ("<|begin_of_thought|>", ["<|end_of_thought|>"]),
        ("<|channel>thought", ["<channel|>"]),

        // The raw form of OpenAI's open-weight models: a channel ends where its message ends or the next one begins.
        ("<|channel|>analysis<|message|>", ["<|end|>", "<|start|>", "<|channel|>final<|message|>"]),
        ("<|channel|>commentary<|message|>", ["<|end|>", "<|start|>", "<|channel|>final<|message|>"]),
    ];

    private static readonly string[] _orphans =
        ["</think>", "</thinking>", "</thought>", "</seed:think>", "[/THINK]", "◁/think▷", "<|end_of_thought|>"];

    /// <summary>Whether <paramref name="c"/> can begin a mark.</summary>
    public static bool CanBegin(char c) => c is '<' or '[' or '◁';

    /// <summary>The thinking that opens at <paramref name="at"/>; null where none does.</summary>
    public static ThinkingBlock? Block(string text, int at)
    {
        foreach (var (open, close) in _pairs)
        {
            if (StartsAt(text, at, open))
            {
                var from = at + open.Length;
                for (var i = from; i < text.Length; i++)
                {
                    if (CanBegin(text[i]) && Array.Find(close, c => StartsAt(text, i, c)) is { } mark)
                    {
                        return new ThinkingBlock(from..i, i + mark.Length, Closed: true);
                    }
                }

                return new ThinkingBlock(from..text.Length, text.Length, Closed: false);
            }
        }

        return null;
    }

    /// <summary>The index after a closing mark at <paramref name="at"/> that ends thinking which nothing opened, or −1.</summary>
    public static int EndOfOrphan(string text, int at) =>
        Array.Find(_orphans, o => StartsAt(text, at, o)) is { } mark ? at + mark.Length : -1;

    /// <summary>Whether <paramref name="text"/> may be the beginning of an opening mark that is still on its way.</summary>
    public static bool MayOpen(ReadOnlySpan<char> text)
    {
        foreach (var (open, _) in _pairs)
        {
            if (open.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the answer begins after thinking and white space; null while that is not known yet.</summary>
    public static int? AnswerStart(string text)
    {
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length || MayOpen(text.AsSpan(at)))
            {
                return null;
            }

            if (Block(text, at) is not { } block)
            {
                return at;
            }

            if (!block.Closed)
            {
                return null;
            }

            at = block.End;
        }
    }

    private static bool StartsAt(string text, int at, string mark) => text.AsSpan(at).StartsWith(mark, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A block of thinking.</summary>
/// <param name="Inner">What stands between its marks.</param>
/// <param name="End">The index after its closing mark; the text's length where it does not close.</param>
/// <param name="Closed">Whether it closes.</param>
internal readonly record struct ThinkingBlock(Range Inner, int End, bool Closed);
