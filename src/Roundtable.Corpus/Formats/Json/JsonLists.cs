using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>
/// The rows of a JSON file whose objects have them in several lists, or deep inside, as JSON Lines: <c>{"train": […], "test": […]}</c>,
/// <c>{"data": {"items": […]}}</c>. What else stands in these objects is not read. Or the members of the object are the rows. One row is in memory.
/// </summary>
/// <param name="content">The file.</param>
/// <param name="areMembers">Whether the members of the object are the rows.</param>
internal sealed class JsonLists(Stream content, bool areMembers = false) : JsonLinesStream
{
    // Longer than any row that is read: where a list never ends, memory does.
    private const int MaxRow = 64 << 20;

    private readonly BufferedStream _input = new(content, 1 << 16);
    private int _depth;
    private int _peeked = -1;
    private bool _isWithin;
    private bool _isValue;

    protected override bool Write(TextBuffer lines)
    {
        var next = Next();
        if (_isWithin)
        {
            switch (next)
            {
                case ']':
                    _isWithin = false;
                    return true;
                case ',':
                    return true;
                case < 0:
                    throw Cut();
                default:
                    Value(next, lines);
                    lines.Add("\n"u8);
                    return true;
            }
        }

        if (_isValue && next >= 0)
        {
            _isValue = false;
            Value(next, lines);
            lines.Add("\n"u8);
            return true;
        }

        switch (next)
        {
            case < 0:
                return _depth == 0 ? false : throw Cut();
            case ':':
                _isValue = areMembers;
                return true;
            case '{':
                _depth++;
                return true;
            case '}':
                _depth--;
                return true;
            case ',':
                return true;
            case '[':
                var first = Next();
                _isWithin = first is '{' or '[';
                if (_isWithin)
                {
                    _peeked = first;
                }
                else
                {
                    Pass(first);
                }

                return true;
            default:
                Value(next, null);
                return true;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Passes over the rest of a list of texts or numbers.</summary>
    private void Pass(int first)
    {
        for (var next = first; next != ']'; next = Next())
        {
            if (next < 0)
            {
                throw Cut();
            }

            if (next != ',')
            {
                Value(next, null);
            }
        }
    }

    /// <summary>Copies a value that begins with this byte, with its line breaks as spaces; null passes over it.</summary>
    private void Value(int first, TextBuffer? into)
    {
        var (depth, from) = (0, into?.Length ?? 0);
        Span<byte> one = stackalloc byte[1];
        for (var next = first; ; next = _input.ReadByte())
        {
            if (next < 0)
            {
                throw Cut();
            }

            if (depth == 0 && next != first && next is ',' or ']' or '}' && first is not ('{' or '[' or '"'))
            {
                // A number or a word ends where something else begins.
                _peeked = next;
                return;
            }

            one[0] = next is '\n' or '\r' ? (byte)' ' : (byte)next;
            into?.Add(one);
            switch (next)
            {
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
                case '"':
                    Text(into);
                    break;
            }

            if (into is not null && into.Length - from > MaxRow)
            {
                throw new InvalidDataException($"a row longer than {MaxRow >> 20} MiB: where it ends is not known");
            }

            if (depth == 0 && first is '{' or '[' or '"')
            {
                return;
            }
        }
    }

    /// <summary>Copies the rest of a string.</summary>
    private void Text(TextBuffer? into)
    {
        Span<byte> one = stackalloc byte[1];
        for (var isEscaped = false; ;)
        {
            var next = _input.ReadByte();
            one[0] = next >= 0 ? (byte)next : throw Cut();
            into?.Add(one);
            if (next == '"' && !isEscaped)
            {
                return;
            }

            isEscaped = next == '\\' && !isEscaped;
        }
    }

    /// <summary>The next byte that is not white space; -1 at the end.</summary>
    private int Next()
    {
        if (_peeked >= 0)
        {
            var peeked = _peeked;
            _peeked = -1;
            return peeked;
        }

        int next;
        do
        {
            next = _input.ReadByte();
        }
        while (next is ' ' or '\t' or '\r' or '\n' or 0xEF or 0xBB or 0xBF);
        return next;
    }

    private static InvalidDataException Cut() => new(FaultReasons.CutShort);
}
