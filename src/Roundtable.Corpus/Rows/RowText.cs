namespace Roundtable.Corpus.Rows;

/// <summary>
/// The texts of one row in UTF-8, separated by U+001E (record separator), and what the row declares about
/// itself. One instance is reused for row after row.
/// </summary>
public sealed class RowText
{
    private const byte Separator = 0x1E;

    private readonly TextBuffer _text = new();
    private readonly TextBuffer _declared = new();
    private readonly List<RowPart> _parts = [];
    private readonly List<RowPart> _declarations = [];

    /// <summary>The byte of the unpacked file at which the row begins; for Parquet the index of the row.</summary>
    public long Offset { get; internal set; }

    /// <summary>Its length in the file in bytes; 0 for Parquet.</summary>
    public int Length { get; internal set; }

    /// <summary>All texts, separated by U+001E.</summary>
    public ReadOnlySpan<byte> Text => _text.Written;

    /// <summary>The texts, in the order of the row.</summary>
    public IReadOnlyList<RowPart> Parts => _parts;

    /// <summary>What the row declares about itself; <see cref="Declared"/> gives the bytes.</summary>
    public IReadOnlyList<RowPart> Declarations => _declarations;

    /// <summary>The bytes of a text.</summary>
    public ReadOnlySpan<byte> this[RowPart part] => _text.Written.Slice(part.Start, part.Length);

    /// <summary>The bytes of a declaration.</summary>
    public ReadOnlySpan<byte> Declared(RowPart declaration) => _declared.Written.Slice(declaration.Start, declaration.Length);

    internal void Clear()
    {
        _text.Clear();
        _declared.Clear();
        _parts.Clear();
        _declarations.Clear();
    }

    /// <summary>The buffer for the text that is read next.</summary>
    internal TextBuffer Begin(FieldRole role)
    {
        if (role == FieldRole.Declared)
        {
            return _declared;
        }

        if (_parts.Count > 0)
        {
            _text.Room(1)[0] = Separator;
            _text.Length++;
        }

        return _text;
    }

    /// <summary>Registers the text that was added to the buffer since <paramref name="start"/>.</summary>
    internal void End(FieldRole role, int field, int start)
    {
        if (role == FieldRole.Declared)
        {
            _declarations.Add(new RowPart(role, field, start, _declared.Length - start));
        }
        else
        {
            _parts.Add(new RowPart(role, field, start, _text.Length - start));
        }
    }

    internal void Add(FieldRole role, int field, ReadOnlySpan<byte> text)
    {
        var into = Begin(role);
        var start = into.Length;
        into.Add(text);
        End(role, field, start);
    }

    /// <summary>Sets the role of a part: a turn names its speaker before or after its text.</summary>
    internal void SetRole(int index, FieldRole role) => _parts[index] = _parts[index] with { Role = role };
}
