namespace Roundtable.Corpus.Reading;

/// <summary>Memory for one block at a time. With room to spare: blocks differ by a part of a row, and memory that is new has to be cleared by the system first.</summary>
internal sealed class BlockBuffer
{
    private byte[] _bytes = [];

    /// <summary>At least so many bytes; what was rented before is gone.</summary>
    public byte[] Rent(int size) => _bytes = _bytes.Length >= size ? _bytes : GC.AllocateUninitializedArray<byte>((int)Math.Min(Array.MaxLength, size + ((long)size / 4)));
}
