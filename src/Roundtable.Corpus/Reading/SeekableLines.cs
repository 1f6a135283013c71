using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Reading;

/// <summary>
/// Blocks of an unpacked file of lines on disk: block k holds the rows that begin in the k-th section of the file, so that each block can be
/// read independently of the others.
/// </summary>
internal sealed class SeekableLines(FileContent file, BlockSizes sizes) : IDisposable
{
    private const int Step = 1 << 16;

    /// <summary>The number of blocks: at least one.</summary>
    public int Count => sizes.Count(file.Length);

    /// <summary>Reads a block.</summary>
    /// <param name="index">Its index, from 0.</param>
    /// <param name="rent">Provides a buffer of at least the requested size.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Block Read(int index, Func<int, byte[]> rent)
    {
        var length = file.Length;
        var (first, next) = ((long)index * sizes.Block, (long)(index + 1) * sizes.Block);
        var start = index == 0 ? 0 : AfterLine(first - 1, Math.Min(next, length));
        if (start < 0 || start >= length)
        {
            return new Block(index, first, ReadOnlyMemory<byte>.Empty, []);
        }

        var end = next >= length ? length : AfterLine(next - 1, Math.Min(length, next + sizes.Longest));
        List<RowFault> faults = [];
        if (end < 0 || end - start > (long)sizes.Block + sizes.Longest)
        {
            // The last row that begins here exceeds the maximum length.
            end = next >= length ? length : next;
            var last = LastLine(start, end);
            faults.Add(new RowFault(FaultReasons.TooLong(sizes.Longest), last));
            end = last;
        }

        var bytes = rent((int)(end - start)).AsMemory(0, (int)(end - start));
        Fill(bytes.Span, start);
        return new Block(index, start, bytes, faults);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private long AfterLine(long from, long limit)
    {
        var step = new byte[Step];
        for (var at = from; at < limit; at += Step)
        {
            var read = file.Read(step.AsSpan(0, (int)Math.Min(Step, limit - at)), at);
            var newline = step.AsSpan(0, read).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                return at + newline + 1;
            }

            if (read == 0)
            {
                break;
            }
        }

        return limit == file.Length ? limit : -1;
    }

    private long LastLine(long start, long end)
    {
        var step = new byte[Step];
        for (var at = end; at > start; at -= Step)
        {
            var from = Math.Max(start, at - Step);
            var part = step.AsSpan(0, (int)(at - from));
            Fill(part, from);
            var newline = part.LastIndexOf((byte)'\n');
            if (newline >= 0)
            {
                return from + newline + 1;
            }
        }

        return start;
    }

    private void Fill(Span<byte> into, long at)
    {
        if (!file.TryFill(into, at))
        {
            throw new IOException("The file became shorter while it was read.");
        }
    }
}
