using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Roundtable.Corpus.Matches;

namespace Roundtable.Watching.Traffic;

/// <summary>
/// What watching keeps of a prompt: hashes, and no words. Whoever guesses four words in a row can confirm the guess: the features are a pseudonym of the
/// prompt, and not anonymous.
/// </summary>
/// <param name="Whole">The hash of all its words: equal for equal prompts, whatever their spelling of case and spaces.</param>
/// <param name="Shingles">Hashes of its word 4-grams, each once, ascending; at most <see cref="MaxShingles"/>, from its beginning and its end.</param>
/// <param name="Buckets">Its words, each by one of <see cref="BucketCount"/> numbers, in the order of the prompt; at most <see cref="MaxWords"/>.</param>
/// <param name="Words">How many words it has.</param>
/// <param name="Marks">What it asks for.</param>
/// <param name="Style">How it is written, as one of 64 classes: script, case, punctuation, lines.</param>
public sealed record PromptFeatures(ulong Whole, ulong[] Shingles, ushort[] Buckets, int Words, PromptMarks Marks, byte Style)
{
    /// <summary>How many numbers words are told apart by.</summary>
    public const int BucketCount = 1024;

    /// <summary>How many words are looked at: half of them from the beginning, half from the end, since that is where instructions stand.</summary>
    public const int MaxWords = 384;

    /// <summary>The most shingles.</summary>
    public const int MaxShingles = MaxWords;

    /// <summary>The words of a shingle.</summary>
    public const int ShingleLength = 4;

    private const ulong Factor = 0x9FB21C651E98DF25;

    [ThreadStatic]
    private static WordList? _words;

    /// <summary>The features of a prompt.</summary>
    public static PromptFeatures Of(string prompt)
    {
        var words = _words ??= new WordList();
        words.Clear();
        Roundtable.Corpus.Matches.Words.Find(Encoding.UTF8.GetBytes(prompt), words);
        var hashes = words.Hashes;
        var whole = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(hashes));
        var count = hashes.Length;
        Span<ulong> looked = stackalloc ulong[Math.Min(count, MaxWords)];
        var head = count <= MaxWords ? count : MaxWords / 2;
        hashes[..head].CopyTo(looked);
        if (count > MaxWords)
        {
            hashes[^(MaxWords - head)..].CopyTo(looked[head..]);
        }

        var buckets = new ushort[looked.Length];
        for (var i = 0; i < looked.Length; i++)
        {
            buckets[i] = (ushort)(Mix(looked[i]) % BucketCount);
        }

        var marks = MarkPhrases.Of(prompt) | (ReasoningWords.Ask(hashes) ? PromptMarks.Thinking : PromptMarks.None)
            | (FormWords.Ask(prompt, hashes) ? PromptMarks.Form : PromptMarks.None);
        return new PromptFeatures(whole, ShinglesOf(looked), buckets, count, marks, StyleOf(prompt));
    }

    /// <summary>Hashes of all word 4-grams of a text, each once, ascending: of a long text more than its features have.</summary>
    internal static ulong[] AllShingles(string text)
    {
        var words = _words ??= new WordList();
        words.Clear();
        Roundtable.Corpus.Matches.Words.Find(Encoding.UTF8.GetBytes(text), words);
        return ShinglesOf(words.Hashes);
    }

    /// <summary>Mixes a hash over all its bits (the finaliser of MurmurHash3).</summary>
    internal static ulong Mix(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    private static byte StyleOf(string prompt)
    {
        var text = prompt.AsSpan().Trim();
        if (text.IsEmpty)
        {
            return 0;
        }

        var script = 0;
        foreach (var letter in text)
        {
            script = letter switch { >= '\u3040' => 3, >= '\u0370' => 2, >= '\u00C0' => 1, _ => script };
            if (script > 1)
            {
                break;
            }
        }

        return (byte)(script | (char.IsLower(text[0]) ? 4 : 0) | (char.IsPunctuation(text[^1]) ? 8 : 0) | (text.Contains('\n') ? 16 : 0)
            | (text.ContainsAny('!', ';') ? 32 : 0));
    }

    private static ulong[] ShinglesOf(ReadOnlySpan<ulong> words)
    {
        if (words.Length < ShingleLength)
        {
            return [];
        }

        var shingles = new ulong[words.Length - ShingleLength + 1];
        for (var i = 0; i < shingles.Length; i++)
        {
            ulong hash = 0;
            for (var k = 0; k < ShingleLength; k++)
            {
                hash = (hash * Factor) + words[i + k];
            }

            shingles[i] = Mix(hash);
        }

        var distinct = Roundtable.Corpus.Matches.Shingles.Distinct(shingles);
        return distinct.Length == shingles.Length ? shingles : distinct.ToArray();
    }
}
