using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Labelling;

/// <summary>Evidence from phrases that are typical of models. Not thread-safe.</summary>
internal sealed class PhraseEvidence(KnownPhrases known)
{
    private readonly List<PhraseHit> _hits = [];
    private readonly SortedDictionary<(int Phrase, Strength Strength), List<TextSpan>> _found = [];

    /// <summary>Adds the phrases in a row's texts. Those in prompts, system prompts and context are ignored: they do not show who wrote the row.</summary>
    public void Add(RowText row, RowPlan plan, WordList words, List<Evidence> into)
    {
        _hits.Clear();
        known.Find(row.Text, words.Hashes, _hits);
        if (_hits.Count == 0)
        {
            return;
        }

        _found.Clear();
        foreach (var hit in _hits)
        {
            if (IsWhole(row.Text, hit) && Part(row, hit) is var part and >= 0)
            {
                Note(row, plan, hit, part);
            }
        }

        foreach (var ((phrase, strength), spans) in _found)
        {
            var entry = known.File.Phrases[phrase];
            into.Add(new Evidence(EvidenceKind.SelfIdentified, Origin.Synthetic, strength, $"\"{entry.Text}\"") { Model = entry.Model, Spans = [.. spans] });
        }
    }

    private void Note(RowText row, RowPlan plan, PhraseHit hit, int index)
    {
        var part = row.Parts[index];
        if (part.Role is FieldRole.Prompt or FieldRole.System or FieldRole.Context)
        {
            return;
        }

        var entry = known.File.Phrases[hit.Phrase];
        var strength = part.Role == FieldRole.Text && entry.Strength > Strength.Weak ? entry.Strength - 1 : entry.Strength;
        var key = (hit.Phrase, strength);
        if (!_found.TryGetValue(key, out var spans))
        {
            _found[key] = spans = [];
        }

        var span = RowSpans.Of(row, plan, index, hit.Start - part.Start, hit.Length);
        if (spans.Count == 0 || spans[^1].End <= span.Start || spans[^1].Field != span.Field || spans[^1].Turn != span.Turn)
        {
            spans.Add(span);
        }
    }

    private static int Part(RowText row, PhraseHit hit)
    {
        for (var i = 0; i < row.Parts.Count; i++)
        {
            var part = row.Parts[i];
            if (hit.Start >= part.Start && hit.Start + hit.Length <= part.Start + part.Length)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a hit begins and ends at word boundaries.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> text, PhraseHit hit)
    {
        var (first, last) = (hit.Start, hit.Start + hit.Length - 1);
        return (first == 0 || !IsLetter(text[first]) || !IsLetter(text[first - 1]))
            && (last + 1 == text.Length || !IsLetter(text[last]) || !IsLetter(text[last + 1]));
    }

    private static bool IsLetter(byte b) => char.IsAsciiLetterOrDigit((char)b) || b >= 0x80;
}
