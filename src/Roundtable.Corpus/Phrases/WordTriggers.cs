using System.Numerics;
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

    private readonly TriggerTable _pairs = new(PairBits);
    private readonly TriggerTable _words = new(WordBits);
    private readonly List<(byte[] Mark, Kinds Kind, bool IsBeforeDigit)> _marks = [];
    private readonly List<(byte[] Mark, Kinds Kind, bool IsBeforeDigit)> _asciiMarks = [];
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
            AddMark(text[..^1], kind, isBeforeDigit: true);
            return;
        }

        _list.Clear();
        var words = _list;
        Words.Find(Encoding.UTF8.GetBytes(text), words);
        switch (words.Count)
        {
            case 0:
                AddMark(text, kind, isBeforeDigit: false);
                break;
            case 1:
                _words.Add(words.Hashes[0], !char.IsLetterOrDigit(text[0]) && kind == Kinds.Trace ? Kinds.Bracketed : kind);
                break;
            default:
                _pairs.Add(Pair(words.Hashes[^2], words.Hashes[^1]), kind);
                break;
        }
    }

    /// <summary>Adds a text that is looked for as it is.</summary>
    public void AddMark(string text, Kinds kind)
    {
        if (_added.Add((text, kind)))
        {
            AddMark(text, kind, isBeforeDigit: false);
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
        _pairs.Add(Pair(words.Hashes[longest], words.Hashes[longest + 1]), Kinds.Phrase);
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
        for (var at = 0; at < hashes.Length; at += Together)
        {
            // The pair of the last word with none is none: the next word's hash stands for it only where there is one.
            var few = hashes[at..Math.Min(at + Together, hashes.Length)];
            var next = at + Together < hashes.Length ? hashes[at + Together] : 0;
            var found = 0U;
            for (var i = 0; i < few.Length - 1; i++)
            {
                found |= ((_pairs.MayHold(Pair(few[i], few[i + 1])) | _words.MayHold(few[i])) & 1) << i;
            }

            found |= ((_pairs.MayHold(Pair(few[^1], next)) | _words.MayHold(few[^1])) & 1) << (few.Length - 1);
            for (; found != 0; found &= found - 1)
            {
                all |= Exact(text, words, at + BitOperations.TrailingZeroCount(found), places);
            }
        }

        return all | Marks(text, places);
    }

    /// <summary>Finds what is looked for as it is; of that, what is not ASCII only in texts that are not.</summary>
    private Kinds Marks(ReadOnlySpan<byte> text, List<(int Place, Kinds Kind)> places)
    {
        var all = Kinds.None;
        foreach (var (mark, kind, isBeforeDigit) in Ascii.IsValid(text) ? _asciiMarks : _marks)
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

    /// <summary>What the word or the pair that begins at one of the words may be part of.</summary>
    private Kinds Exact(ReadOnlySpan<byte> text, WordList words, int i, List<(int Place, Kinds Kind)> places)
    {
        var hashes = words.Hashes;
        var kinds = _words.Of(hashes[i]) | (i + 1 < hashes.Length ? _pairs.Of(Pair(hashes[i], hashes[i + 1])) : Kinds.None);
        if (kinds.HasFlag(Kinds.Bracketed))
        {
            kinds &= ~Kinds.Bracketed;
            kinds |= IsBracketed(text, words.Start(i), words.End(i)) ? Kinds.Trace : Kinds.None;
        }

        if ((kinds & ~Kinds.Phrase) != Kinds.None)
        {
            places.Add((words.Start(i), kinds));
        }

        return kinds;
    }

    /// <summary>Whether something like a bracket, a bar or a sign beyond ASCII stands on both sides.</summary>
    private static bool IsBracketed(ReadOnlySpan<byte> text, int start, int end) =>
        start > 0 && end < text.Length && IsBracket(text[start - 1]) && IsBracket(text[end]);

    private static bool IsBracket(byte b) => b is (byte)'<' or (byte)'>' or (byte)'|' or (byte)'/' or (byte)'[' or (byte)']' or (byte)'=' or >= 0x80;

    private void AddMark(string text, Kinds kind, bool isBeforeDigit)
    {
        var mark = (Encoding.UTF8.GetBytes(text), kind, isBeforeDigit);
        _marks.Add(mark);
        if (Ascii.IsValid(text))
        {
            _asciiMarks.Add(mark);
        }
    }

    private static ulong Pair(ulong one, ulong other) => one + (other << 1);
}
