using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Rows;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Reports;

/// <summary>Reads the rows of a corpus together with their labels.</summary>
/// <param name="plan">The plan of the scan.</param>
/// <param name="labels">The file with its labels.</param>
public sealed class LabelledRows(ScanPlan plan, string labels)
{
    /// <summary>Receives a row.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="row">Its texts; valid until the next row.</param>
    /// <param name="bytes">Its bytes in the file; empty for formats in which rows are not contiguous.</param>
    public delegate void RowSeen(RowLabel label, RowText row, ReadOnlySpan<byte> bytes);

    /// <summary>Calls back for each row whose label is wanted, in order.</summary>
    /// <exception cref="InvalidDataException">A file changed since it was scanned, or the labels are damaged.</exception>
    public void Read(Func<RowLabel, bool> wanted, RowSeen seen, CancellationToken cancellation)
    {
        using var next = RowLabels.Read(labels).Select(l => l.Label).Where(wanted).GetEnumerator();
        var more = next.MoveNext();
        foreach (var file in plan.Files)
        {
            if (!more)
            {
                return;
            }

            if (next.Current.File != file.File.Name)
            {
                continue;
            }

            if (!ScanPlan.IsSame(file))
            {
                throw new InvalidDataException($"{file.File.Name} changed since it was scanned, or is not where it was. Scan it again.");
            }

            more = Read(file, next, seen, cancellation);
        }
    }

    private bool Read(PlannedFile file, IEnumerator<RowLabel> next, RowSeen seen, CancellationToken cancellation)
    {
        var reader = file.Rows.Open(plan.Settings.Sizes);
        long number = 0;
        foreach (var block in FileBlocks.Read(file, plan.Settings.Sizes))
        {
            cancellation.ThrowIfCancellationRequested();
            reader.Open(block);
            while (reader.Next())
            {
                if (++number != next.Current.Row)
                {
                    continue;
                }

                if (reader.Fault is not null || Digest.Of(reader.Row.Text) != next.Current.Digest)
                {
                    throw new InvalidDataException($"{file.File.Name}, row {number}, differs from the row that was scanned. Scan it again.");
                }

                seen(next.Current, reader.Row, block.Bytes.Span.Slice((int)(reader.Row.Offset - block.Offset), reader.Row.Length));
                if (!next.MoveNext())
                {
                    return false;
                }

                if (next.Current.File != file.File.Name)
                {
                    return true;
                }
            }

            number += block.Faults.Count;
        }

        return true;
    }
}
