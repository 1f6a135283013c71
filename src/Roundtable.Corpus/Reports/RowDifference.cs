using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Repeats;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Reports;

/// <summary>The difference of two scans. Rows are identified by their digests, wherever they are.</summary>
/// <param name="Same">Rows in both, with the same origin.</param>
/// <param name="Added">Rows only in the second, and edited from none.</param>
/// <param name="Removed">Rows only in the first, and edited to none.</param>
/// <param name="Edited">Rows only in the first in whose place, after the same unchanged row of the file, a row only in the second stands.</param>
/// <param name="Changed">Rows in both whose origin differs, most rows first.</param>
public sealed record RowDifference(long Same, long Added, long Removed, long Edited, IReadOnlyList<OriginChange> Changed)
{
    /// <summary>The first of the added rows, in the order of the second scan.</summary>
    public IReadOnlyList<RowPlace> AddedRows { get; init; } = [];

    /// <summary>The first of the removed rows, in the order of the first scan.</summary>
    public IReadOnlyList<RowPlace> RemovedRows { get; init; } = [];

    /// <summary>The first of the edited rows, in the order of the second scan.</summary>
    public IReadOnlyList<EditedRow> EditedRows { get; init; } = [];

    /// <summary>Compares the labels of two reports. What both have in common is compared with only a part of it in memory.</summary>
    /// <param name="first">The labels of the first report.</param>
    /// <param name="second">The labels of the second report.</param>
    /// <param name="max">The maximum number of rows that are named of each kind.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static RowDifference Of(string first, string second, int max, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("roundtable-diff-");
        try
        {
            var parts = new LabelParts(folder.FullName);
            var (filesBefore, before) = parts.Divide(first, "first", cancellation);
            var (filesAfter, after) = parts.Divide(second, "second", cancellation);
            var (inFirst, inSecond) = (new RowSet(before), new RowSet(after));
            Dictionary<(Origin From, Origin To), (long Rows, Digest First)> changed = [];
            long same = 0;
            for (var part = 0; part < LabelParts.Count; part++)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var (from, to) in parts.Common("first", "second", part))
                {
                    inFirst.Add(from.Number);
                    inSecond.Add(to.Number);
                    if (from.Origin == to.Origin)
                    {
                        same++;
                        continue;
                    }

                    var (count, one) = changed.GetValueOrDefault((from.Origin, to.Origin), (0, to.Digest));
                    changed[(from.Origin, to.Origin)] = (count + 1, one);
                }
            }

            var names = Names(filesBefore, filesAfter);
            return Named(first, second, inFirst, inSecond, names, max, cancellation) with { Same = same, Changed = Places(second, changed) };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Names the rows that only one scan has.</summary>
    private static RowDifference Named(
        string first, string second, RowSet inFirst, RowSet inSecond, IReadOnlyDictionary<string, string> names, int max, CancellationToken cancellation)
    {
        List<(RowPlace Place, bool IsEdited)> gone = [];
        Dictionary<(string File, Digest After), Queue<int>> gaps = [];
        foreach (var (label, after) in Without(first, inFirst, cancellation))
        {
            if (!gaps.TryGetValue((label.File, after), out var gap))
            {
                gaps[(label.File, after)] = gap = [];
            }

            gap.Enqueue(gone.Count);
            gone.Add((new RowPlace(label.File, label.Row), false));
        }

        List<RowPlace> added = [];
        List<EditedRow> edited = [];
        var (more, changed) = (0L, 0L);
        foreach (var (label, after) in Without(second, inSecond, cancellation))
        {
            var place = new RowPlace(label.File, label.Row);
            if (gaps.TryGetValue((names.GetValueOrDefault(label.File, label.File), after), out var gap) && gap.TryDequeue(out var index))
            {
                changed++;
                if (edited.Count < max)
                {
                    edited.Add(new EditedRow(gone[index].Place, place));
                }

                gone[index] = gone[index] with { IsEdited = true };
                continue;
            }

            more++;
            if (added.Count < max)
            {
                added.Add(place);
            }
        }

        return new RowDifference(0, more, gone.Count - changed, changed, [])
        {
            AddedRows = added,
            RemovedRows = [.. gone.Where(g => !g.IsEdited).Select(g => g.Place).Take(max)],
            EditedRows = edited,
        };
    }

    /// <summary>The rows that are not in a set, each with the digest of the row of its file before it that is; the default digest at the beginning.</summary>
    private static IEnumerable<(RowLabel Label, Digest After)> Without(string labels, RowSet common, CancellationToken cancellation)
    {
        var (number, file, after) = (0L, "", default(Digest));
        foreach (var (label, _) in RowLabels.Read(labels))
        {
            cancellation.ThrowIfCancellationRequested();
            if (label.File != file)
            {
                (file, after) = (label.File, default);
            }

            if (common.Has(number++))
            {
                after = label.Digest;
            }
            else
            {
                yield return (label, after);
            }
        }
    }

    /// <summary>
    /// The names of the second scan's files in the first: the same name, the only one that is left, or the only one of that name in another folder.
    /// </summary>
    private static Dictionary<string, string> Names(IReadOnlyCollection<string> before, IReadOnlyCollection<string> after)
    {
        List<string> old = [.. before.Except(after, StringComparer.Ordinal)], fresh = [.. after.Except(before, StringComparer.Ordinal)];
        if (old is [var one] && fresh is [var other])
        {
            return new Dictionary<string, string>(StringComparer.Ordinal) { [other] = one };
        }

        var byName = old.GroupBy(f => Path.GetFileName(f), StringComparer.Ordinal).Where(g => g.Count() == 1)
            .ToDictionary(g => g.Key!, g => g.First(), StringComparer.Ordinal);
        return fresh.GroupBy(f => Path.GetFileName(f), StringComparer.Ordinal).Where(g => g.Count() == 1 && byName.ContainsKey(g.Key!))
            .ToDictionary(g => g.First(), g => byName[g.Key!], StringComparer.Ordinal);
    }

    private static OriginChange[] Places(string second, Dictionary<(Origin From, Origin To), (long Rows, Digest First)> changed)
    {
        Dictionary<Digest, RowPlace> places = [];
        HashSet<Digest> wanted = [.. changed.Values.Select(c => c.First)];
        foreach (var (label, _) in RowLabels.Read(second).Where(_ => wanted.Count > 0))
        {
            if (wanted.Remove(label.Digest))
            {
                places[label.Digest] = new RowPlace(label.File, label.Row);
            }
        }

        var changes = changed.Select(c => new OriginChange(c.Key.From, c.Key.To, c.Value.Rows, places[c.Value.First]));
        return [.. changes.OrderByDescending(c => c.Rows).ThenBy(c => c.From).ThenBy(c => c.To)];
    }
}
