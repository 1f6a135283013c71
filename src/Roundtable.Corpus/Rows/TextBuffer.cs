using System.Runtime.CompilerServices;

namespace Roundtable.Corpus.Rows;

/// <summary>Bytes that grow, kept from row to row so that reading allocates nothing.</summary>
internal sealed class TextBuffer
{
    // What one row asked for and no other needs is given back.
    private const int Keep = 1 << 20;

    private byte[] _bytes = new byte[1 << 14];

    /// <summary>How many bytes are written.</summary>
    public int Length { get; set; }

    /// <summary>What is written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Room for so many bytes after what is written; <see cref="Length"/> is the caller's to move on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Room(int bytes)
    {
        if (_bytes.Length - Length < bytes)
        {
            Grow(bytes);
        }

        return _bytes.AsSpan(Length);
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > Keep)
        {
            _bytes = new byte[1 << 14];
        }
    }

    private void Grow(int bytes)
    {
        var grown = GC.AllocateUninitializedArray<byte>(checked((int)Math.Min(Array.MaxLength, Math.Max((long)_bytes.Length * 2, (long)Length + bytes))));
        Written.CopyTo(grown);
        _bytes = grown;
    }
}
