using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.References;

/// <summary>Evidence from matches of a row's texts with reference collections. Not thread-safe.</summary>
/// <param name="stores">The collections.</param>
/// <param name="similarity">The near-duplicate threshold (Jaccard index of word 5-grams).</param>
internal sealed class ReferenceEvidence(IReadOnlyList<ReferenceStore> stores, double similarity)
{
    /// <summary>The name of the collection that holds the log's answers.</summary>
    public const string Record = "the record";

    /// <summary>The first words of the summary of evidence of an equal text.</summary>
    public const string EqualTo = "equal to";

    // The similarities (Jaccard index) from which a match is strong evidence, and from which a text as a whole resembles the entry.
    private const double Strong = 0.9, Near = 0.5;

    private const int MaxHits = 3;
    private const int MaxSpans = 20;
    private const int MinWords = 8;

    private readonly ReferenceSearch[] _searches = [.. stores.Select(s => new ReferenceSearch(s, similarity, WordRuns.PassageLength))];
    private readonly List<Evidence>[] _found = [.. stores.Select(_ => new List<Evidence>())];
    private readonly TextKeys _keys = new();

    /// <summary>Adds the evidence for a row: for its texts together, and for each text where it has several.</summary>
    /// <param name="row">The row.</param>
    /// <param name="plan">The plan by which it was read.</param>
    /// <param name="words">The words of all its texts.</param>
    /// <param name="into">Receives the evidence.</param>
    public void Add(RowText row, RowPlan plan, WordList words, List<Evidence> into)
    {
        for (var part = 0; part < row.Parts.Count && row.Parts.Count > 1; part++)
        {
            var text = row[row.Parts[part]];
            _keys.Read(text);
            if (_keys.Words.Count >= MinWords)
            {
                for (var i = 0; i < _searches.Length; i++)
                {
                    Add(_searches[i], row, plan, part, text, _found[i]);
                }
            }
        }

        if (Array.Exists(_found, f => f.Count == 0))
        {
            _keys.Read(row.Text, words);
        }

        for (var i = 0; i < _searches.Length; i++)
        {
            if (_found[i].Count == 0)
            {
                Add(_searches[i], row, plan, row.Parts.Count == 1 ? 0 : -1, row.Text, _found[i]);
            }

            into.AddRange(_found[i]);
            _found[i].Clear();
        }
    }

    private void Add(ReferenceSearch search, RowText row, RowPlan plan, int part, ReadOnlySpan<byte> text, List<Evidence> into)
    {
        var hits = search.Find(text, _keys).DistinctBy(h => h.Place, StringComparer.Ordinal).Take(MaxHits);
        into.AddRange(hits.Select(hit => Evidence(hit, row, plan, part, _keys.Words)));
    }

    private static Evidence Evidence(ReferenceHit hit, RowText row, RowPlan plan, int part, WordList words)
    {
        var isRecord = hit.File is null;
        var mostly = hit.Similarity >= Near || hit.Covered * 2 >= words.Count;
        var role = part >= 0 ? row.Parts[part].Role : FieldRole.Text;
        // A prompt does not show who answered it; the rest of a text that only quotes something is unknown.
        var indicates = role is FieldRole.Prompt or FieldRole.System or FieldRole.Context || hit.IsSimulated ? Origin.Unknown
            : mostly ? hit.Origin
            : hit.Origin == Origin.Synthetic ? Origin.Mixed
            : Origin.Unknown;
        var (kind, strength) = hit.IsEqual && isRecord ? (EvidenceKind.Recorded, Strength.Conclusive)
            : (EvidenceKind.Matched, hit.IsEqual || hit.Similarity >= Strong ? Strength.Strong : Strength.Moderate);
        var how = hit.IsEqual ? EqualTo
            : hit.Similarity >= Near ? "near"
            : FormattableString.Invariant($"has {hit.Runs.DefaultIfEmpty().Max(r => r.Length)} words in a row of");
        var what = isRecord ? hit.IsSimulated ? "a simulated answer on the record" : "an answer on the record" : $"a text of {hit.Collection}";
        return new Evidence(kind, indicates, strength, $"{how} {what}")
        {
            Model = indicates == Origin.Unknown ? null : hit.Model,
            Leaf = isRecord ? hit.Row : null,
            Similarity = Math.Round(hit.Similarity, 4),
            Collection = hit.Collection,
            Reference = hit.Place,
            Spans = Spans(hit, row, plan, part, words),
        };
    }

    private static List<TextSpan> Spans(ReferenceHit hit, RowText row, RowPlan plan, int part, WordList words)
    {
        List<TextSpan> spans = [];
        foreach (var run in hit.Runs.OrderByDescending(r => r.Length).Take(MaxSpans).OrderBy(r => r.Start))
        {
            // The words are those of one text, or of all texts together.
            var first = part < 0 ? 0 : row.Parts[part].Start;
            spans.AddRange(RowSpans.Between(row, plan, first + words.Start(run.Start), first + words.End(run.Start + run.Length - 1)));
        }

        return spans;
    }
}
