using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Phrases;

/// <summary>The phrases of a list, indexed in every spelling. Thread-safe.</summary>
internal sealed class KnownPhrases
{
    // 16 KiB fit into the first-level cache; of the pairs that are in no phrase, one in some hundreds passes.
    private const int PairBits = 17;
    private const int Together = 16;

    private readonly int[] _phrases;
    private readonly PhraseIndex _index;
    private readonly uint[] _maybe = new uint[1 << (PairBits - 5)];
    private readonly HashSet<ulong> _pairs = [];
    private readonly bool _always;

    /// <summary>Indexes the phrases of a list.</summary>
    public KnownPhrases(PhraseFile file)
    {
        var literals = file.Literals();
        (File, _phrases, _index) = (file, [.. literals.Select(l => l.Phrase)], new PhraseIndex([.. literals.Select(l => l.Text)]));
        foreach (var (text, _) in literals)
        {
            var words = new WordList();
            Words.Find(Encoding.UTF8.GetBytes(text), words);
            if (words.Count < 2)
            {
                _always = true;
                continue;
            }

            var longest = Enumerable.Range(0, words.Count - 1).MaxBy(i => words.End(i + 1) - words.Start(i));
            var pair = Pair(words.Hashes[longest], words.Hashes[longest + 1]);
            _pairs.Add(pair);
            _maybe[pair >> (64 - PairBits + 5)] |= 1U << (int)(pair >> (64 - PairBits));
        }
    }

    /// <summary>The phrases that are built into the program.</summary>
    public static KnownPhrases Current { get; } = new(PhraseFile.Current);

    /// <summary>The list.</summary>
    public PhraseFile File { get; }

    /// <summary>
    /// Adds the hits in a text, ordered by their end; each names a phrase of the list, whatever its spelling. Hits that begin or end inside a word may be
    /// missing: a text without two adjacent words that are adjacent in a phrase is not searched.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="words">The hashes of its words.</param>
    /// <param name="into">Receives the hits.</param>
    public void Find(ReadOnlySpan<byte> text, ReadOnlySpan<ulong> words, List<PhraseHit> into)
    {
        if (!MayContain(words))
        {
            return;
        }

        var first = into.Count;
        _index.Find(text, into);
        for (var i = first; i < into.Count; i++)
        {
            into[i] = into[i] with { Phrase = _phrases[into[i].Phrase] };
        }
    }

    private static ulong Pair(ulong one, ulong other) => one + (other << 1);

    private bool MayContain(ReadOnlySpan<ulong> words)
    {
        if (_always)
        {
            return true;
        }

        ref var maybe = ref MemoryMarshal.GetArrayDataReference(_maybe);
        for (var at = 0; at < words.Length - 1; at += Together)
        {
            var few = words[at..Math.Min(at + Together + 1, words.Length)];
            var found = 0U;
            for (var i = 0; i < few.Length - 1; i++)
            {
                var pair = Pair(few[i], few[i + 1]) >> (64 - PairBits);
                found |= Unsafe.Add(ref maybe, (nint)(pair >> 5)) >> (int)pair;
            }

            if ((found & 1) != 0 && ContainsPair(few))
            {
                return true;
            }
        }

        return false;
    }

    private bool ContainsPair(ReadOnlySpan<ulong> words)
    {
        for (var i = 0; i < words.Length - 1; i++)
        {
            if (_pairs.Contains(Pair(words[i], words[i + 1])))
            {
                return true;
            }
        }

        return false;
    }
}
