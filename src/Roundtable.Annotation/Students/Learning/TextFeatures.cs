namespace Roundtable.Annotation.Students.Learning;

/// <summary>
/// What a linear student sees of a text: its words and pairs of neighbouring words, and its runs of two to five characters, each as a number of
/// <see cref="Bits"/> bits. The text is lower-cased and its white space is reduced to single spaces; nothing else is taken away, so that scripts without spaces
/// between words are seen by their characters. The numbers depend on the text alone.
/// </summary>
internal static class TextFeatures
{
    /// <summary>Number of bits of a feature.</summary>
    public const int Bits = 20;

    /// <summary>Length of the longest run of characters.</summary>
    public const int MaxRun = 5;

    /// <summary>Maximum number of characters of a text that are looked at; the rest changes nothing.</summary>
    public const int MaxCharacters = 20_000;

    private const int MinRun = 2;
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const ulong WordSalt = 0x9E37_79B9_7F4A_7C15;
    private const ulong PairSalt = 0xC2B2_AE3D_27D4_EB4F;

    /// <summary>Lower-cases a text and reduces its white space, with a space before and after it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="into">Takes at least the length of the text, up to <see cref="MaxCharacters"/>, and two more.</param>
    /// <returns>Number of characters written.</returns>
    public static int Normalise(ReadOnlySpan<char> text, Span<char> into)
    {
        into[0] = ' ';
        var at = 1;
        foreach (var character in text.Length > MaxCharacters ? text[..MaxCharacters] : text)
        {
            if (!char.IsWhiteSpace(character))
            {
                into[at++] = character < 128 ? Lower(character) : char.ToLowerInvariant(character);
            }
            else if (into[at - 1] != ' ')
            {
                into[at++] = ' ';
            }
        }

        if (into[at - 1] != ' ')
        {
            into[at++] = ' ';
        }

        return at;
    }

    /// <summary>The features of a normalised text; those that stand in it twice are told twice.</summary>
    /// <typeparam name="TSink">What takes them.</typeparam>
    /// <param name="text">The text, as <see cref="Normalise"/> leaves it.</param>
    /// <param name="sink">Takes them.</param>
    public static void Extract<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        Words(text, ref sink);
        for (var start = 0; start + MinRun <= text.Length; start++)
        {
            var hash = (Start ^ text[start]) * Prime;
            var end = Math.Min(text.Length, start + MaxRun);
            for (var i = start + 1; i < end; i++)
            {
                hash = (hash ^ text[i]) * Prime;
                sink.Run(Bucket(hash));
            }
        }
    }

    private static void Words<TSink>(ReadOnlySpan<char> text, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        ulong before = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var hash = Start;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || (text[i] == '\'' && char.IsLetterOrDigit(text[i + 1]))))
            {
                hash = (hash ^ text[i++]) * Prime;
            }

            sink.Word(Bucket(hash ^ WordSalt));
            if (before != 0)
            {
                sink.Word(Bucket(((before ^ PairSalt) * Prime) ^ hash));
            }

            before = hash;
        }
    }

    private static char Lower(char character) => character is >= 'A' and <= 'Z' ? (char)(character | 0x20) : character;

    private static int Bucket(ulong hash)
    {
        hash ^= hash >> 32;
        return (int)((hash * WordSalt) >> (64 - Bits));
    }
}

/// <summary>Takes the features of a text.</summary>
internal interface IFeatureSink
{
    /// <summary>A word or a pair of words.</summary>
    public void Word(int bucket);

    /// <summary>A run of characters.</summary>
    public void Run(int bucket);
}
