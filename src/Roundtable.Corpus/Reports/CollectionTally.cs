using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.References;

namespace Roundtable.Corpus.Reports;

/// <summary>Counts what was found in each reference collection.</summary>
internal sealed class CollectionTally(ScanPlan plan)
{
    // The count of entries found saturates here, which bounds memory.
    private const int MaxFound = 4_000_000;

    private readonly Dictionary<string, Counts> _counts = plan.Settings.References.ToDictionary(r => r.Name, _ => new Counts(), StringComparer.Ordinal);

    /// <summary>Counts a row.</summary>
    public void Add(IReadOnlyList<Evidence> evidence)
    {
        foreach (var group in evidence.Where(e => e.Collection is not null).GroupBy(e => e.Collection!, StringComparer.Ordinal))
        {
            var counts = _counts[group.Key];
            var best = group.MaxBy(e => e.Similarity)!;
            if (group.Any(e => e.Kind == EvidenceKind.Recorded || e.Summary.StartsWith(ReferenceEvidence.EqualTo, StringComparison.Ordinal)))
            {
                counts.Equal++;
            }
            else if (best.Similarity >= plan.Settings.Similarity)
            {
                counts.Near++;
            }
            else
            {
                counts.Common++;
            }

            foreach (var item in group)
            {
                if (counts.Found.Count < MaxFound)
                {
                    counts.Found.Add(item.Reference!);
                }
            }
        }
    }

    /// <summary>The counts.</summary>
    public IReadOnlyList<CollectionReport> Report() =>
        [.. plan.Settings.References.Select(r => Report(r, _counts[r.Name]))];

    private static CollectionReport Report(PlannedReference reference, Counts counts) =>
        new(reference.Name, reference.Rows, counts.Found.Count, counts.Equal, counts.Near, counts.Common);

    private sealed class Counts
    {
        public HashSet<string> Found { get; } = new(StringComparer.Ordinal);

        public long Equal { get; set; }

        public long Near { get; set; }

        public long Common { get; set; }
    }
}
