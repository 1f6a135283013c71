namespace Roundtable.Corpus.Reading;

/// <summary>
/// Memory for one block at a time. It is allocated with room to spare: blocks differ in length by part of a row, and the system clears new memory
/// before it hands it out.
/// </summary>
internal sealed class BlockBuffer
{
    private byte[] _bytes = [];

    /// <summary>A buffer of at least this many bytes; it replaces the one that was rented before.</summary>
    public byte[] Rent(int size) =>
        _bytes = _bytes.Length >= size ? _bytes : GC.AllocateUninitializedArray<byte>((int)Math.Min(Array.MaxLength, size + ((long)size / 4)));
}
