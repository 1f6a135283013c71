namespace Roundtable.Corpus.Rows;

/// <summary>
/// The texts of one row in UTF-8, separated by U+001E (record separator), and what the row declares about
/// itself. One instance is reused for row after row.
/// </summary>
public sealed class RowText
{
    internal const byte Separator = 0x1E;

    private readonly TextBuffer _text = new();
    private readonly TextBuffer _declared = new();
    private readonly List<RowPart> _parts = [];
    private readonly List<RowPart> _declarations = [];
    private readonly List<(int First, int End)> _scopes = [];

    /// <summary>The byte of the unpacked file at which the row begins; for Parquet the index of the row.</summary>
    public long Offset { get; internal set; }

    /// <summary>Its length in the file in bytes; 0 for Parquet.</summary>
    public int Length { get; internal set; }

    /// <summary>The number of bytes of its values that look like text and were not read.</summary>
    public long Unread { get; internal set; }

    /// <summary>The values that are not read as text, declarations among them.</summary>
    internal SkippedValues Skipped { get; } = new();

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

    /// <summary>The texts that stand in the same object as a declaration: the index of the first, and that after the last.</summary>
    /// <param name="declaration">The index of the declaration.</param>
    internal (int First, int End) Scope(int declaration) => _scopes[declaration] is { First: >= 0 } scope ? scope : (0, _parts.Count);

    /// <summary>The state to which <see cref="Reset"/> returns.</summary>
    internal RowMark Mark() => new(_text.Length, _declared.Length, _parts.Count, _declarations.Count, Skipped.Length);

    /// <summary>Removes what was added since a state.</summary>
    internal void Reset(RowMark mark)
    {
        (_text.Length, _declared.Length, Skipped.Length) = (mark.Text, mark.Declared, mark.Skipped);
        _parts.RemoveRange(mark.Parts, _parts.Count - mark.Parts);
        _declarations.RemoveRange(mark.Declarations, _declarations.Count - mark.Declarations);
        _scopes.RemoveRange(mark.Declarations, _scopes.Count - mark.Declarations);
    }

    /// <summary>
    /// Ends an object: the declarations in it are about the texts in it. Where it has none they stay open, and are about those of the object around it.
    /// </summary>
    /// <param name="begun">The state in which it began.</param>
    /// <param name="first">The first text of others in it, as replies are; -1 for none.</param>
    /// <param name="end">The index after the last of them.</param>
    internal void EndScope(in RowMark begun, int first = -1, int end = -1)
    {
        var scope = first < 0 ? (begun.Parts, _parts.Count) : first > begun.Parts ? (begun.Parts, first) : (end, _parts.Count);
        if (scope.Item2 > scope.Item1)
        {
            for (var i = begun.Declarations; i < _scopes.Count; i++)
            {
                _scopes[i] = _scopes[i].First < 0 ? scope : _scopes[i];
            }
        }
    }

    /// <summary>Gives the texts whose speaker was not known yet a role.</summary>
    /// <param name="first">The first text that may be one of them.</param>
    /// <param name="role">The role.</param>
    internal void SetSpeaker(int first, FieldRole role)
    {
        for (var i = first; i < _parts.Count; i++)
        {
            if (_parts[i].Role == FieldRole.Turns)
            {
                _parts[i] = _parts[i] with { Role = role };
            }
        }
    }

    internal void Clear()
    {
        Unread = 0;
        _scopes.Clear();
        _text.Clear();
        Skipped.Clear();
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

    /// <summary>Removes the text that was begun at a position, and the separator before it.</summary>
    internal void Undo(int start) => _text.Length = start - (_parts.Count > 0 ? 1 : 0);

    /// <summary>Registers the text that was added to the buffer since <paramref name="start"/>.</summary>
    internal void End(FieldRole role, int field, int start)
    {
        if (role == FieldRole.Declared)
        {
            _declarations.Add(new RowPart(role, field, start, _declared.Length - start));
            _scopes.Add((-1, -1));
            Skipped.Add(_declared.Written[start..]);
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
}
