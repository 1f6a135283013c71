using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>
/// The rows of a JSON object of columns as JSON Lines: each member has the values of all rows, as a list or as an object whose members are the rows. All of it
/// is in memory.
/// </summary>
internal sealed class JsonColumns : SequentialStream
{
    /// <summary>The maximum length of such a file in bytes.</summary>
    public const int MaxBytes = 1 << 28;

    private const int Enough = 1 << 19;

    private readonly byte[] _bytes;
    private readonly List<(byte[] Key, List<(int Start, int Length)> Values)> _columns = [];
    private readonly TextBuffer _lines = new();
    private readonly int _rows;
    private int _row;
    private int _given;

    /// <exception cref="InvalidDataException">It is not such an object, or too long.</exception>
    public JsonColumns(Stream content)
    {
        using (content)
        {
            _bytes = Content(content);
        }

        var json = new JsonCursor(_bytes);
        if (!Columns(ref json))
        {
            throw new InvalidDataException("a JSON object whose columns cannot be read");
        }

        _rows = _columns.Max(c => c.Values.Count);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_given == _lines.Length)
        {
            _lines.Clear();
            _given = 0;
            while (_row < _rows && _lines.Length < Enough)
            {
                Line(_row++);
            }
        }

        var count = Math.Min(buffer.Length, _lines.Length - _given);
        _lines.Written.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    private static byte[] Content(Stream content)
    {
        using var memory = new MemoryStream();
        var part = new byte[1 << 16];
        for (int read; (read = content.Read(part)) > 0;)
        {
            memory.Write(part, 0, read);
            if (memory.Length > MaxBytes)
            {
                throw new InvalidDataException($"a JSON object of columns longer than {MaxBytes >> 20} MiB: convert it to JSON Lines");
            }
        }

        var bytes = memory.ToArray();
        return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    private bool Columns(ref JsonCursor json)
    {
        var key = new TextBuffer();
        json.Take((byte)'{');
        do
        {
            if (!json.Key(key, out var name))
            {
                return false;
            }

            var label = new TextBuffer();
            JsonText.Write(name, label);
            List<(int, int)> values = [];
            var isList = json.Peek() == (byte)'[';
            var close = isList ? (byte)']' : (byte)'}';
            if (!json.Take(isList ? (byte)'[' : (byte)'{'))
            {
                return false;
            }

            if (json.Peek() == close)
            {
                json.Take(close);
            }
            else
            {
                do
                {
                    if (!isList && !json.Key(key, out _))
                    {
                        return false;
                    }

                    _ = json.Peek();
                    var start = json.At;
                    if (!json.Skip())
                    {
                        return false;
                    }

                    values.Add((start, json.At - start));
                }
                while (json.Next(close));
            }

            _columns.Add((label.Written.ToArray(), values));
        }
        while (json.Next((byte)'}'));
        return json.Ended();
    }

    private void Line(int row)
    {
        var isFirst = true;
        _lines.Add("{"u8);
        foreach (var (key, values) in _columns)
        {
            if (row >= values.Count)
            {
                continue;
            }

            _lines.Add(isFirst ? default : ","u8);
            _lines.Add(key);
            _lines.Add(":"u8);
            var start = _lines.Length;
            _lines.Add(_bytes.AsSpan(values[row].Start, values[row].Length));
            _lines.ReplaceBreaks(start);
            isFirst = false;
        }

        _lines.Add("}\n"u8);
    }
}
