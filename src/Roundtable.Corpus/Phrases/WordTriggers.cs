using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Phrases;

/// <summary>
/// Words and pairs of adjacent words one of which stands in everything that is searched for: they are looked up by the hashes that each text's words have
/// anyway, so that a text without them costs two loads a word.
/// </summary>
internal sealed class WordTriggers
{
    // 72 KiB in all; of the words and pairs that are not triggers, one in some thirty passes.
    private const int PairBits = 19;
    private const int WordBits = 16;
    private const int Together = 16;

    // At the end of a trigger: it is looked for as it is, before a digit.
    private const char AnyDigit = '#';

    private readonly uint[] _pairBits = new uint[1 << (PairBits - 5)];
    private readonly uint[] _wordBits = new uint[1 << (WordBits - 5)];
    private readonly Dictionary<ulong, Kinds> _pairs = [];
    private readonly Dictionary<ulong, Kinds> _words = [];
    private readonly List<(byte[] Mark, Kinds Kind, bool IsBeforeDigit)> _marks = [];
    private readonly HashSet<(string, Kinds)> _added = [];
    private readonly WordList _list = new();

    /// <summary>What a trigger may be part of.</summary>
    [Flags]
    public enum Kinds
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>A phrase of the list.</summary>
        Phrase = 1,

        /// <summary>A pattern.</summary>
        Pattern = 2,

        /// <summary>A trace.</summary>
        Trace = 4,

        /// <summary>A trace, if the word stands directly between brackets.</summary>
        Bracketed = 8,
    }

    /// <summary>
    /// Adds the trigger of a text: its only word, or its last two. One in brackets counts only between such, and a text without words is looked
    /// for as it is; so is one that ends with <c>#</c>, before a digit.
    /// </summary>
    public void Add(string text, Kinds kind)
    {
        if (!_added.Add((text, kind)))
        {
            return;
        }

        if (text.EndsWith(AnyDigit))
        {
            _marks.Add((Encoding.UTF8.GetBytes(text[..^1]), kind, true));
            return;
        }

        _list.Clear();
        var words = _list;
        Words.Find(Encoding.UTF8.GetBytes(text), words);
        switch (words.Count)
        {
            case 0:
                _marks.Add((Encoding.UTF8.GetBytes(text), kind, false));
                break;
            case 1:
                AddWord(words.Hashes[0], !char.IsLetterOrDigit(text[0]) && kind == Kinds.Trace ? Kinds.Bracketed : kind);
                break;
            default:
                AddPair(Pair(words.Hashes[^2], words.Hashes[^1]), kind);
                break;
        }
    }

    /// <summary>Adds a text that is looked for as it is.</summary>
    public void AddMark(string text, Kinds kind)
    {
        if (_added.Add((text, kind)))
        {
            _marks.Add((Encoding.UTF8.GetBytes(text), kind, false));
        }
    }

    /// <summary>Adds the longest pair of adjacent words of a phrase; its only word where it has but one.</summary>
    public void AddPhrase(string text)
    {
        var words = new WordList();
        Words.Find(Encoding.UTF8.GetBytes(text), words);
        if (words.Count < 2)
        {
            Add(text, Kinds.Phrase);
            return;
        }

        var longest = Enumerable.Range(0, words.Count - 1).MaxBy(i => words.End(i + 1) - words.Start(i));
        AddPair(Pair(words.Hashes[longest], words.Hashes[longest + 1]), Kinds.Phrase);
    }

    /// <summary>Finds the triggers of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Its words.</param>
    /// <param name="places">Receives the bytes at which those of patterns and traces begin, in their order.</param>
    /// <returns>What there may be.</returns>
    public Kinds Find(ReadOnlySpan<byte> text, WordList words, List<(int Place, Kinds Kind)> places)
    {
        var all = Kinds.None;
        var hashes = words.Hashes;
        ref var pairBits = ref MemoryMarshal.GetArrayDataReference(_pairBits);
        ref var wordBits = ref MemoryMarshal.GetArrayDataReference(_wordBits);
        for (var at = 0; at < hashes.Length; at += Together)
        {
            // The pair of the last word with none is none: the next word's hash stands for it only where there is one.
            var few = hashes[at..Math.Min(at + Together, hashes.Length)];
            var next = at + Together < hashes.Length ? hashes[at + Together] : 0;
            var found = 0U;
            for (var i = 0; i < few.Length - 1; i++)
            {
                found |= Bit(ref pairBits, Pair(few[i], few[i + 1]), PairBits) | Bit(ref wordBits, few[i], WordBits);
            }

            found |= Bit(ref pairBits, Pair(few[^1], next), PairBits) | Bit(ref wordBits, few[^1], WordBits);
            if ((found & 1) != 0)
            {
                all |= Exact(text, words, at, few.Length, places);
            }
        }

        foreach (var (mark, kind, isBeforeDigit) in _marks)
        {
            for (var at = text.IndexOf(mark); at >= 0;)
            {
                if (!isBeforeDigit || (at + mark.Length < text.Length && char.IsAsciiDigit((char)text[at + mark.Length])))
                {
                    all |= kind;
                    places.Add((at, kind));
                }

                var more = text[(at + 1)..].IndexOf(mark);
                at = more < 0 ? -1 : at + 1 + more;
            }
        }

        return all;
    }

    private Kinds Exact(ReadOnlySpan<byte> text, WordList words, int first, int count, List<(int Place, Kinds Kind)> places)
    {
        var all = Kinds.None;
        var hashes = words.Hashes;
        for (var i = first; i < first + count; i++)
        {
            var kinds = Kinds.None;
            if (i + 1 < hashes.Length && Pair(hashes[i], hashes[i + 1]) is var pair && (Bit(ref _pairBits[0], pair, PairBits) & 1) != 0)
            {
                kinds = _pairs.GetValueOrDefault(pair);
            }

            if ((Bit(ref _wordBits[0], hashes[i], WordBits) & 1) != 0)
            {
                kinds |= _words.GetValueOrDefault(hashes[i]);
            }

            if (kinds == Kinds.None)
            {
                continue;
            }

            if (kinds.HasFlag(Kinds.Bracketed))
            {
                kinds &= ~Kinds.Bracketed;
                kinds |= IsBracketed(text, words.Start(i), words.End(i)) ? Kinds.Trace : Kinds.None;
            }

            all |= kinds;
            if ((kinds & ~Kinds.Phrase) != Kinds.None)
            {
                places.Add((words.Start(i), kinds));
            }
        }

        return all;
    }

    /// <summary>Whether something like a bracket, a bar or a sign beyond ASCII stands on both sides.</summary>
    private static bool IsBracketed(ReadOnlySpan<byte> text, int start, int end) =>
        start > 0 && end < text.Length && IsBracket(text[start - 1]) && IsBracket(text[end]);

    private static bool IsBracket(byte b) => b is (byte)'<' or (byte)'>' or (byte)'|' or (byte)'/' or (byte)'[' or (byte)']' or (byte)'=' or >= 0x80;

    private void AddWord(ulong word, Kinds kind)
    {
        _words[word] = _words.GetValueOrDefault(word) | kind;
        _wordBits[word >> (64 - WordBits + 5)] |= 1U << (int)(word >> (64 - WordBits));
    }

    private void AddPair(ulong pair, Kinds kind)
    {
        _pairs[pair] = _pairs.GetValueOrDefault(pair) | kind;
        _pairBits[pair >> (64 - PairBits + 5)] |= 1U << (int)(pair >> (64 - PairBits));
    }

    private static ulong Pair(ulong one, ulong other) => one + (other << 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bit(ref uint bits, ulong hash, int size)
    {
        var bit = hash >> (64 - size);
        return Unsafe.Add(ref bits, (nint)(bit >> 5)) >> (int)bit;
    }
}
