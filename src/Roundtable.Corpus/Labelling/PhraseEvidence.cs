using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Labelling;

/// <summary>Evidence from what texts say of themselves, and from phrases that are typical of models. Not thread-safe.</summary>
internal sealed class PhraseEvidence(KnownPhrases known)
{
    private static readonly Comparer<(string Summary, Strength Strength)> _order = Comparer<(string Summary, Strength Strength)>.Create(
        static (one, other) => other.Strength.CompareTo(one.Strength) is var order and not 0 ? order : string.CompareOrdinal(one.Summary, other.Summary));

    private readonly List<(int Place, WordTriggers.Kinds Kind)> _triggers = [];
    private readonly List<(int Place, WordTriggers.Kinds Kind)> _inPart = [];
    private readonly List<PhraseHit> _phrases = [];
    private readonly List<SelfHit> _hits = [];
    private readonly SortedDictionary<(string Summary, Strength Strength), (string? Model, List<TextSpan> Spans)> _found = new(_order);
    private SelfIdentification? _search;

    /// <summary>
    /// Adds what a row's texts say of themselves. What stands in prompts, system prompts and context is ignored: it does not show who wrote the row.
    /// </summary>
    public void Add(RowText row, RowPlan plan, WordList words, List<Evidence> into)
    {
        _triggers.Clear();
        var kinds = known.Triggers.Find(row.Text, words, _triggers);
        if (kinds == WordTriggers.Kinds.None)
        {
            return;
        }

        _found.Clear();
        if (_triggers.Count > 0)
        {
            Identify(row, plan);
        }

        if (kinds.HasFlag(WordTriggers.Kinds.Phrase))
        {
            Phrases(row, plan);
        }

        foreach (var ((summary, strength), (model, spans)) in _found)
        {
            into.Add(new Evidence(EvidenceKind.SelfIdentified, Origin.Synthetic, strength, summary) { Model = model, Spans = [.. spans] });
        }
    }

    private void Identify(RowText row, RowPlan plan)
    {
        _search ??= new SelfIdentification(known.Grammar);
        for (var i = 0; i < row.Parts.Count; i++)
        {
            var part = row.Parts[i];
            if (IsGiven(part.Role))
            {
                continue;
            }

            _inPart.Clear();
            foreach (var (place, kind) in _triggers)
            {
                if (place >= part.Start && place < part.Start + part.Length)
                {
                    _inPart.Add((place - part.Start, kind));
                }
            }

            if (_inPart.Count == 0)
            {
                continue;
            }

            _hits.Clear();
            _search.Find(row[part], _inPart, _hits);
            foreach (var hit in _hits)
            {
                var about = hit.Model is null ? "" : $": {hit.Model}";
                var summary = $"{hit.Rule}{about}{(hit.IsReported ? ", quoted or reported" : "")}";
                Note(summary, hit.Strength, hit.Model, part.Role, RowSpans.Of(row, plan, i, hit.Start, hit.Length));
            }
        }
    }

    private void Phrases(RowText row, RowPlan plan)
    {
        _phrases.Clear();
        known.Find(row.Text, _phrases);
        foreach (var hit in _phrases)
        {
            if (IsWhole(row.Text, hit) && Part(row, hit) is var index and >= 0 && row.Parts[index] is var part && !IsGiven(part.Role))
            {
                var span = RowSpans.Of(row, plan, index, hit.Start - part.Start, hit.Length);
                Note($"\"{known.File.Phrases[hit.Phrase]}\"", Strength.Weak, null, part.Role, span);
            }
        }
    }

    private void Note(string summary, Strength weight, string? model, FieldRole role, TextSpan span)
    {
        var strength = role == FieldRole.Text && weight > Strength.Weak ? weight - 1 : weight;
        if (!_found.TryGetValue((summary, strength), out var found))
        {
            _found[(summary, strength)] = found = (model, []);
        }

        if (found.Spans.Count == 0 || found.Spans[^1].End <= span.Start || found.Spans[^1].Field != span.Field || found.Spans[^1].Turn != span.Turn)
        {
            found.Spans.Add(span);
        }
    }

    private static bool IsGiven(FieldRole role) => role is FieldRole.Prompt or FieldRole.System or FieldRole.Context;

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
