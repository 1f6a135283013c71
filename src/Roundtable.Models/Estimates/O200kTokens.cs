using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;

namespace Roundtable.Models.Estimates;

/// <summary>
/// Counts tokens as OpenAI's models since GPT-4o do (o200k). The vocabulary takes most of a second and 88 MiB to load: it is loaded with the first count and
/// never before.
/// </summary>
public static class O200kTokens
{
    /// <summary>The name of the encoding.</summary>
    public const string Encoding = "o200k_base";

    /// <summary>Tokens that stand around each message, and before the answer: OpenAI's cookbook on counting tokens.</summary>
    private const int TokensPerMessage = 3;

    /// <summary>The longest piece that is counted at once.</summary>
    private const int MaxPiece = 8192;

    /// <summary>The longest piece of a text without spaces: the time to count one word grows with the square of its length.</summary>
    private const int MaxWord = 256;

    private static readonly Lazy<TiktokenTokenizer> _vocabulary = new(static () => TiktokenTokenizer.CreateForEncoding(Encoding));

    /// <summary>Whether the vocabulary is loaded.</summary>
    public static bool IsLoaded => _vocabulary.IsValueCreated;

    /// <summary>Tokens of a prompt, with those that stand around its messages.</summary>
    public static long Count(IEnumerable<ChatMessage> prompt) =>
        prompt.Sum(m => CountText(m.Text) + CountText(m.Role.Value) + TokensPerMessage) + TokensPerMessage;

    /// <summary>Tokens of a text. Exact but for words of more than 256 characters, which are counted in pieces.</summary>
    public static long CountText(ReadOnlySpan<char> text)
    {
        var tokens = 0L;
        while (text.Length > 0)
        {
            var length = Piece(text);
            tokens += _vocabulary.Value.CountTokens(text[..length], considerNormalization: false);
            text = text[length..];
        }

        return tokens;
    }

    /// <summary>How much of the text to count at once: up to a space before which every tokenizer of this kind begins a new token.</summary>
    private static int Piece(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxWord)
        {
            return text.Length;
        }

        var head = text[..Math.Min(text.Length, MaxPiece)];
        var words = 0;
        for (var i = 1; i < head.Length - 1; i++)
        {
            if (head[i] == ' ' && !char.IsWhiteSpace(head[i - 1]) && !char.IsWhiteSpace(head[i + 1]))
            {
                words = i;
            }
            else if (i - words > MaxWord)
            {
                break;
            }
        }

        var end = words > 0 ? words : Math.Min(text.Length, MaxWord);
        return end < text.Length && char.IsLowSurrogate(text[end]) ? end - 1 : end;
    }
}
