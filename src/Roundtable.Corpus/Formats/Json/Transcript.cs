using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>A conversation as one text, in which paragraphs begin with the names of the speakers (hh-rlhf and others of Anthropic's).</summary>
internal static class Transcript
{
    private static ReadOnlySpan<byte> Human => "\n\nHuman:"u8;

    private static ReadOnlySpan<byte> Assistant => "\n\nAssistant:"u8;

    /// <summary>Whether a text is such a conversation.</summary>
    public static bool Is(ReadOnlySpan<byte> text) => text.StartsWith(Human) && text.IndexOf(Assistant) >= 0;

    /// <summary>Adds its turns to a row.</summary>
    /// <param name="text">The text.</param>
    /// <param name="row">The row.</param>
    /// <param name="role">The role of the field.</param>
    /// <param name="field">Its index.</param>
    public static void Add(ReadOnlySpan<byte> text, RowText row, FieldRole role, int field)
    {
        var answer = role is FieldRole.Chosen or FieldRole.Rejected ? role : FieldRole.Response;
        while (!text.IsEmpty)
        {
            var isHuman = text.StartsWith(Human);
            text = text[(isHuman ? Human.Length : Assistant.Length)..];
            var (human, assistant) = (text.IndexOf(Human), text.IndexOf(Assistant));
            var end = (human, assistant) switch
            {
                ( < 0, < 0) => text.Length,
                ( < 0, var at) => at,
                (var at, < 0) => at,
                var (one, other) => Math.Min(one, other),
            };
            var said = text[..end].Trim(" \t\r\n"u8);
            if (!said.IsEmpty)
            {
                row.Add(isHuman ? FieldRole.Prompt : answer, field, said);
            }

            text = text[end..];
        }
    }
}
