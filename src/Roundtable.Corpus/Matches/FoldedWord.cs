using System.Buffers;
using System.Text;

namespace Roundtable.Corpus.Matches;

/// <summary>A word that is assembled character by character.</summary>
internal ref struct FoldedWord(Span<byte> bytes) : IDisposable
{
    private Span<byte> _bytes = bytes;
    private byte[]? _rented;
    private int _start;

    /// <summary>Its length so far in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a character that begins at a byte of the text.</summary>
    public void Add(int character, int at)
    {
        if (Length == 0)
        {
            _start = at;
        }

        if (_bytes.Length - Length < 4)
        {
            Grow();
        }

        if (character < 0x80)
        {
            _bytes[Length++] = (byte)character;
        }
        else
        {
            Length += new Rune(character).EncodeToUtf8(_bytes[Length..]);
        }
    }

    /// <summary>Ends the word, if one has begun, at a byte of the text.</summary>
    public void EndAt(int at, WordList into)
    {
        if (Length > 0)
        {
            into.Add(WordHash.OfFolded(_bytes[..Length]), _start, at);
            Length = 0;
        }
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }

    private void Grow()
    {
        var grown = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        _bytes[..Length].CopyTo(grown);
        Dispose();
        _rented = grown;
        _bytes = grown;
    }
}
