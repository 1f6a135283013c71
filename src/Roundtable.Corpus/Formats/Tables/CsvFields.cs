using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Tables;

/// <summary>Splits a record into unquoted fields.</summary>
internal ref struct CsvFields(ReadOnlySpan<byte> record, byte delimiter)
{
    private readonly ReadOnlySpan<byte> _record = record.TrimEnd("\r\n"u8);
    private int _at;
    private bool _ended;

    /// <summary>The start of the field that was read last.</summary>
    public int Start { get; private set; }

    /// <summary>The fault of the record; null for none.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads the next field; false after the last.</summary>
    public bool Next(TextBuffer into)
    {
        into.Clear();
        if (_ended || Problem is not null)
        {
            return false;
        }

        Start = _at;
        if (_at < _record.Length && _record[_at] == (byte)'"')
        {
            return Quoted(into);
        }

        var rest = _record[_at..];
        var length = rest.IndexOf(delimiter);
        _ended = length < 0;
        into.Add(_ended ? rest : rest[..length]);
        _at += _ended ? rest.Length : length + 1;
        return true;
    }

    private bool Quoted(TextBuffer into)
    {
        _at++;
        while (true)
        {
            var rest = _record[_at..];
            var quote = rest.IndexOf((byte)'"');
            if (quote < 0)
            {
                Problem = "a quoted field that does not end";
                return false;
            }

            into.Add(rest[..quote]);
            _at += quote + 1;
            if (_at < _record.Length && _record[_at] == (byte)'"')
            {
                into.Add("\""u8);
                _at++;
                continue;
            }

            _ended = _at >= _record.Length;
            if (!_ended && _record[_at++] != delimiter)
            {
                Problem = "text after a quoted field";
                return false;
            }

            return true;
        }
    }
}
