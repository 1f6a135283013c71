using System.Buffers;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>Bytes to which is appended, and which are cut back where something that was begun is given up. Not thread-safe.</summary>
/// <param name="capacity">How many bytes there is room for at first.</param>
internal sealed class SetBuffer(int capacity) : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[capacity];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes from a position to the end; valid until something is appended.</summary>
    public ReadOnlySpan<byte> From(int start) => _bytes.AsSpan(start, Length - start);

    /// <summary>Some of the bytes; valid until something is appended.</summary>
    public ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(0, Length).Slice(start, length);

    /// <summary>Forgets what comes after so many bytes.</summary>
    /// <param name="length">At most <see cref="Length"/>.</param>
    public void Cut(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void MakeRoom(int sizeHint)
    {
        var needed = checked(Length + Math.Max(sizeHint, 1));
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Max(needed, Math.Min(2L * _bytes.Length, Array.MaxLength)));
        }
    }
}
