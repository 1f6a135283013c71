using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.References;

/// <summary>What reference collections tell of a row's texts. For one thread.</summary>
/// <param name="stores">The collections.</param>
/// <param name="similarity">From which Jaccard index on texts are near.</param>
internal sealed class ReferenceEvidence(IReadOnlyList<ReferenceStore> stores, double similarity)
{
    /// <summary>The name of the collection that holds the log's answers.</summary>
    public const string Record = "the record";

    /// <summary>How evidence of an equal text begins.</summary>
    public const string EqualTo = "equal to";

    private const int MostHits = 3;
    private const int MostSpans = 20;
    private const int FewestWords = 8;

    private readonly ReferenceSearch[] _searches = [.. stores.Select(s => new ReferenceSearch(s, similarity, WordRuns.PassageLength))];
    private readonly List<Evidence>[] _found = [.. stores.Select(_ => new List<Evidence>())];
    private readonly SoughtText _sought = new();

    /// <summary>Adds what is told of a row: of its texts together, and of each by itself where it has several.</summary>
    /// <param name="row">The row.</param>
    /// <param name="plan">How it was read.</param>
    /// <param name="words">The words of its texts together.</param>
    /// <param name="into">Where evidence goes.</param>
    public void Add(RowText row, RowPlan plan, WordList words, List<Evidence> into)
    {
        for (var part = 0; part < row.Parts.Count && row.Parts.Count > 1; part++)
        {
            var text = row[row.Parts[part]];
            _sought.Read(text);
            if (_sought.Words.Count >= FewestWords)
            {
                for (var i = 0; i < _searches.Length; i++)
                {
                    Add(_searches[i], row, plan, part, text, _found[i]);
                }
            }
        }

        if (Array.Exists(_found, f => f.Count == 0))
        {
            _sought.Read(row.Text, words);
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

    private void Add(ReferenceSearch search, RowText row, RowPlan plan, int part, ReadOnlySpan<byte> text, List<Evidence> into) =>
        into.AddRange(search.Find(text, _sought).DistinctBy(h => h.Place, StringComparer.Ordinal).Take(MostHits).Select(hit => Evidence(hit, row, plan, part, _sought.Words)));

    private static Evidence Evidence(ReferenceHit hit, RowText row, RowPlan plan, int part, WordList words)
    {
        var isRecord = hit.File is null;
        var mostly = hit.Similarity >= 0.5 || hit.Covered * 2 >= words.Count;
        var role = part >= 0 ? row.Parts[part].Role : FieldRole.Text;
        // What is asked does not say who answered; of a text that only quotes something nobody knows the rest.
        var points = role is FieldRole.Prompt or FieldRole.System or FieldRole.Context || hit.IsSimulated ? Origin.Unknown
            : mostly ? hit.Origin
            : hit.Origin == Origin.Synthetic ? Origin.Mixed
            : Origin.Unknown;
        var (kind, strength) = hit.IsEqual && isRecord ? (EvidenceKind.Recorded, Strength.Conclusive)
            : (EvidenceKind.Matched, hit.IsEqual || hit.Similarity >= 0.9 ? Strength.Strong : Strength.Moderate);
        var how = hit.IsEqual ? EqualTo : hit.Similarity >= 0.5 ? "near" : FormattableString.Invariant($"has {hit.Runs.DefaultIfEmpty().Max(r => r.Length)} words in a row of");
        return new Evidence(kind, points, strength, $"{how} {(isRecord ? hit.IsSimulated ? "a simulated answer on the record" : "an answer on the record" : $"a text of {hit.Collection}")}")
        {
            Model = points == Origin.Unknown ? null : hit.Model,
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
        foreach (var run in hit.Runs.OrderByDescending(r => r.Length).Take(MostSpans).OrderBy(r => r.Start))
        {
            // The words are those of one text, or of all of them together.
            var first = part < 0 ? 0 : row.Parts[part].Start;
            spans.AddRange(RowSpans.Between(row, plan, first + words.Start(run.Start), first + words.End(run.Start + run.Length - 1)));
        }

        return spans;
    }
}
