using System.Runtime.CompilerServices;

namespace Roundtable.Corpus.Rows;

/// <summary>A growing byte buffer, reused from row to row so that parsing allocates nothing.</summary>
internal sealed class TextBuffer
{
    // Memory that one unusually long row needed is released.
    private const int Keep = 1 << 20;

    private byte[] _bytes = new byte[1 << 14];

    /// <summary>The number of bytes written.</summary>
    public int Length { get; set; }

    /// <summary>The bytes written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Room for this many bytes after those written; the caller advances <see cref="Length"/>.</summary>
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

    /// <summary>Puts spaces in the place of line breaks from a position on: in JSON they stand only between tokens.</summary>
    public void ReplaceBreaks(int start)
    {
        var written = _bytes.AsSpan(start..Length);
        written.Replace((byte)'\n', (byte)' ');
        written.Replace((byte)'\r', (byte)' ');
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
