using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Reading;

/// <summary>
/// Blocks of a file that must be read sequentially: packed, or with rows that are not lines. Each is filled to the block size and cut at
/// the end of its last whole row; the rest starts the next block.
/// </summary>
internal sealed class StreamedBlocks(Stream input, IRowBoundaries boundaries, BlockSizes sizes)
{
    private readonly List<RowFault> _faults = [];
    private byte[] _left = [];
    private long _offset;
    private int _index;
    private bool _ended;

    /// <summary>Whether there is no further block; false too where only another attempt would tell.</summary>
    public bool IsAtEnd => _ended && _left.Length == 0;

    /// <summary>Reads the next block; null after the last. The buffer of a block that is not needed can be reused at once.</summary>
    /// <param name="rent">Provides a buffer of at least the requested size.</param>
    public Block? Next(Func<int, byte[]> rent)
    {
        if (IsAtEnd)
        {
            return null;
        }

        var want = sizes.Block;
        while (true)
        {
            var bytes = rent(_left.Length + want);
            _left.CopyTo(bytes, 0);
            var length = _left.Length + Fill(bytes.AsSpan(_left.Length, want));
            var whole = _ended && _faults.Count == 0 ? length : boundaries.LastEnd(bytes.AsSpan(0, length), _offset);
            if (whole > 0 || _ended)
            {
                return Cut(bytes, length, whole);
            }

            if (length > sizes.Longest)
            {
                _faults.Add(new RowFault(FaultReasons.TooLong(sizes.Longest), _offset));
                return SkipLine(bytes, length);
            }

            _left = bytes.AsSpan(0, length).ToArray();
        }
    }

    private Block Cut(byte[] bytes, int length, int whole)
    {
        var block = new Block(_index++, _offset, bytes.AsMemory(0, whole), Take());

        // At the end only part of a row is left over, which the fault reports.
        _left = _ended ? [] : bytes.AsSpan(whole, length - whole).ToArray();
        _offset += whole;
        return block;
    }

    /// <summary>Skips a line that is too long; in other formats nothing after such a row can be located.</summary>
    private Block SkipLine(byte[] bytes, int length)
    {
        long passed = length;
        _left = [];
        while (boundaries is LineBoundaries && !_ended && passed <= sizes.GiveUp)
        {
            var read = Fill(bytes);
            var newline = bytes.AsSpan(0, read).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                passed += newline + 1;
                _left = bytes.AsSpan(newline + 1, read - newline - 1).ToArray();
                var block = new Block(_index++, _offset, ReadOnlyMemory<byte>.Empty, Take());
                _offset += passed;
                return block;
            }

            passed += read;
        }

        if (!_ended)
        {
            var reason = boundaries is LineBoundaries ? "it unpacks to more than any text" : "where it ends is not known";
            _faults.Add(new RowFault("nothing after it was read: " + reason, _offset + passed));
            _ended = true;
        }

        return new Block(_index++, _offset, ReadOnlyMemory<byte>.Empty, Take());
    }

    private RowFault[] Take()
    {
        RowFault[] faults = [.. _faults];
        _faults.Clear();
        return faults;
    }

    private int Fill(Span<byte> into)
    {
        var filled = 0;
        try
        {
            while (filled < into.Length)
            {
                var read = input.Read(into[filled..]);
                if (read == 0)
                {
                    _ended = true;
                    break;
                }

                filled += read;
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            _ended = true;
            _faults.Add(new RowFault(e.Message, _offset + _left.Length + filled));
        }

        return filled;
    }
}
