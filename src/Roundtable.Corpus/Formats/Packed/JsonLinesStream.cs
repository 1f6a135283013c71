using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>The rows of a file of another format as JSON Lines, made as they are read.</summary>
internal abstract class JsonLinesStream : SequentialStream
{
    private const int Enough = 1 << 19;

    private readonly TextBuffer _lines = new();
    private InvalidDataException? _damage;
    private bool _isEnded;
    private int _given;

    public override int Read(Span<byte> buffer)
    {
        if (_given == _lines.Length)
        {
            Refill();
        }

        var count = Math.Min(buffer.Length, _lines.Length - _given);
        _lines.Written.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    /// <summary>
    /// Writes the next rows, each with a line feed at its end, or nothing where there is none in this part of the file; false at the end of the file.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    protected abstract bool Write(TextBuffer lines);

    private void Refill()
    {
        if (_damage is not null)
        {
            throw new InvalidDataException(_damage.Message, _damage);
        }

        _lines.Clear();
        _given = 0;
        while (!_isEnded && _lines.Length < Enough)
        {
            var whole = _lines.Length;
            try
            {
                _isEnded = !Write(_lines);
            }
            catch (InvalidDataException e) when (whole > 0)
            {
                // The rows before the damage are returned first.
                (_lines.Length, _damage) = (whole, e);
                return;
            }
        }
    }
}
