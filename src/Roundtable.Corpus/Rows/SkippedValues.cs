namespace Roundtable.Corpus.Rows;

/// <summary>
/// The values of a row that are not read as text, separated by U+001E (record separator): identifiers, addresses and numbers are never text, yet they can be
/// a person's.
/// </summary>
internal sealed class SkippedValues
{
    // Nothing that is searched for in them is shorter.
    private const int MinBytes = 6, MinDigits = 9;

    private readonly TextBuffer _values = new();

    /// <summary>The values.</summary>
    public ReadOnlySpan<byte> Written => _values.Written;

    /// <summary>The number of bytes written.</summary>
    public int Length { get => _values.Length; set => _values.Length = value; }

    /// <summary>The buffer for the value that is read next.</summary>
    public TextBuffer Begin()
    {
        _values.Add([RowText.Separator]);
        return _values;
    }

    /// <summary>Adds a value. Always returns true.</summary>
    public bool Add(ReadOnlySpan<byte> value)
    {
        if (value.Length >= MinBytes)
        {
            Begin().Add(value);
        }

        return true;
    }

    /// <summary>Adds a number where it is a row of digits that is long enough to be a card's or a person's.</summary>
    public void AddNumber(ReadOnlySpan<byte> number)
    {
        if (number.Length >= MinDigits && number.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            Add(number);
        }
    }

    /// <summary>Removes all values.</summary>
    public void Clear() => _values.Clear();
}
