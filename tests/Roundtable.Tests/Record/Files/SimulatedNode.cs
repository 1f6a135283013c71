namespace Roundtable.Tests.Record.Files;

/// <summary>The bytes of a simulated file: as programs see them, as the disk certainly has them, and the writes between the two.</summary>
internal sealed class SimulatedNode
{
    private const int Sector = 512;

    private readonly List<Change> _pending = [];
    private byte[] _seen = [];
    private byte[] _durable = [];
    private int _durableLength;

    /// <summary>A write, or where there are no bytes, a cut or an extension to a length.</summary>
    private readonly record struct Change(int Offset, byte[]? Bytes);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _seen.AsSpan(0, Length);

    public int Read(Span<byte> destination, long offset)
    {
        var count = (int)Math.Clamp(Length - offset, 0, destination.Length);
        _seen.AsSpan((int)Math.Min(offset, Length), count).CopyTo(destination);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        var change = new Change((int)offset, bytes.ToArray());
        _pending.Add(change);
        var length = Length;
        Apply(ref _seen, ref length, change);
        Length = length;
    }

    public void Truncate(long length)
    {
        var change = new Change((int)length, null);
        _pending.Add(change);
        var seen = Length;
        Apply(ref _seen, ref seen, change);
        Length = seen;
    }

    /// <summary>Everything is on the disk.</summary>
    public void Flush()
    {
        foreach (var change in _pending)
        {
            Apply(ref _durable, ref _durableLength, change);
        }

        _pending.Clear();
    }

    /// <summary>A flush failed: some of it is on the disk, and the operating system takes the rest for written.</summary>
    public void Lose(Random random)
    {
        var (bytes, length) = Survivors(random);
        (_durable, _durableLength) = (bytes, length);
        _pending.Clear();
    }

    /// <summary>What is on the disk after the power failed.</summary>
    public SimulatedNode AfterPowerFailure(Random random)
    {
        var (bytes, length) = Survivors(random);
        return new SimulatedNode { _seen = bytes, Length = length, _durable = [.. bytes], _durableLength = length };
    }

    /// <summary>
    /// What was flushed; of each sector written since, any of the versions that it had, or a mixture of two that follow each other; and any of the lengths
    /// that the file had.
    /// </summary>
    private (byte[] Bytes, int Length) Survivors(Random random)
    {
        byte[] bytes = [.. _durable];
        var length = _durableLength;
        var kept = random.Next(4) switch { 0 => 0.0, 1 => 1.0, 2 => 0.9, _ => random.NextDouble() };
        var lengthsKept = kept == 1.0 ? _pending.Count : random.Next(_pending.Count + 1);
        HashSet<int> left = [];
        for (var i = 0; i < _pending.Count; i++)
        {
            var (offset, written) = _pending[i];
            if (written is null)
            {
                if (i < lengthsKept)
                {
                    Apply(ref bytes, ref length, _pending[i]);
                    left.RemoveWhere(s => s * Sector >= offset);
                    continue;
                }

                // Nothing that was written behind a cut can be there without it.
                left.UnionWith(Enumerable.Range(offset / Sector, Math.Max(0, (bytes.Length - offset + Sector) / Sector) + 1));
                lengthsKept = Math.Min(lengthsKept, i);
                continue;
            }

            for (var at = 0; at < written.Length;)
            {
                var sector = (offset + at) / Sector;
                var count = Math.Min(written.Length - at, ((sector + 1) * Sector) - offset - at);
                if (!left.Contains(sector))
                {
                    if (random.NextDouble() >= kept)
                    {
                        left.Add(sector);
                        count = random.Next(3) == 0 ? random.Next(count + 1) : 0;
                    }

                    var grown = length;
                    Apply(ref bytes, ref grown, new Change(offset + at, written[at..(at + count)]));
                }

                at = Math.Min(written.Length, ((sector + 1) * Sector) - offset);
            }

            if (i < lengthsKept)
            {
                length = Math.Max(length, offset + written.Length);
            }
        }

        Array.Resize(ref bytes, Math.Max(bytes.Length, length));
        bytes.AsSpan(length).Clear();
        return (bytes, length);
    }

    private static void Apply(ref byte[] bytes, ref int length, Change change)
    {
        var end = change.Bytes is null ? change.Offset : Math.Max(length, change.Offset + change.Bytes.Length);
        if (end > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(end, 2 * bytes.Length));
        }

        if (change.Bytes is null)
        {
            bytes.AsSpan(Math.Min(length, end)).Clear();
        }
        else
        {
            change.Bytes.CopyTo(bytes, change.Offset);
        }

        length = end;
    }
}
