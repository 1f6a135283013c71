using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Parses one JSON object as a row: the fields that the plan names are read, everything else is validated and skipped.</summary>
internal sealed class JsonRow(RowPlan plan) : IRowParser
{
    // Parts of texts are nested in turns, turns in lists; real data goes no deeper.
    private const int MaxTurnDepth = 4;

    private readonly TextBuffer _key = new();
    private readonly TextBuffer _speaker = new();

    public RowFault? Parse(ReadOnlySpan<byte> bytes, RowText row)
    {
        var json = new JsonCursor(bytes);
        return Object(ref json, row) ? null : JsonFaults.At(json.Fault, json.At);
    }

    private bool Object(ref JsonCursor json, RowText row)
    {
        if (json.Peek() != (byte)'{')
        {
            return json.Skip() && json.Stop(JsonFault.NotARow, 0);
        }

        return Fields(ref json, row, outer: default) && (json.Ended() || json.Stop(JsonFault.Unexpected, json.At));
    }

    /// <summary>The fields of the row itself, or of an object in it some of whose fields are read.</summary>
    private bool Fields(ref JsonCursor json, RowText row, ReadOnlySpan<byte> outer)
    {
        json.Take((byte)'{');
        if (json.Peek() == (byte)'}')
        {
            return json.Take((byte)'}');
        }

        ulong seen = 0;
        do
        {
            var start = json.At;
            if (!json.Key(_key, out var key))
            {
                return false;
            }

            var field = outer.IsEmpty ? plan.Find(key) : plan.Find(outer, key);
            if (field >= 0)
            {
                if ((seen & (1UL << field)) != 0)
                {
                    return json.Stop(JsonFault.Duplicate, start);
                }

                seen |= 1UL << field;
                if (!Value(ref json, row, field))
                {
                    return false;
                }
            }
            else if (outer.IsEmpty && json.Peek() == (byte)'{' && plan.Reaches(key))
            {
                if (!Fields(ref json, row, key.ToArray()))
                {
                    return false;
                }
            }
            else if (!json.Skip())
            {
                return false;
            }
        }
        while (json.Next((byte)'}'));
        return json.Fault == JsonFault.None;
    }

    private bool Value(ref JsonCursor json, RowText row, int field)
    {
        var role = plan.Fields[field].Role;
        switch (json.Peek())
        {
            case (byte)'"':
                return Text(ref json, row, role == FieldRole.Turns ? FieldRole.Text : role, field);
            case (byte)'[' when role != FieldRole.Declared:
                return Turns(ref json, row, role, field, 0);
            case (byte)'{' when role is FieldRole.Chosen or FieldRole.Rejected or FieldRole.Turns or FieldRole.Response or FieldRole.Prompt:
                return Turn(ref json, row, role, field, 0);
            case not ((byte)'n' or (byte)'{') when role == FieldRole.Declared:
                var into = row.Begin(role);
                var (start, at) = (into.Length, json.At);
                if (!json.Skip())
                {
                    return false;
                }

                into.Add(json.Between(at));
                row.End(role, field, start);
                return true;
            default:
                return json.Skip();
        }
    }

    private static bool Text(ref JsonCursor json, RowText row, FieldRole role, int field)
    {
        var into = row.Begin(role);
        var start = into.Length;
        if (!json.String(into))
        {
            return false;
        }

        row.End(role, field, start);
        return true;
    }

    /// <summary>A list of turns, of texts, or of parts of a text.</summary>
    private bool Turns(ref JsonCursor json, RowText row, FieldRole role, int field, int depth)
    {
        json.Take((byte)'[');
        if (json.Peek() == (byte)']')
        {
            return json.Take((byte)']');
        }

        do
        {
            var read = json.Peek() switch
            {
                (byte)'"' => Text(ref json, row, role == FieldRole.Turns ? FieldRole.Text : role, field),
                (byte)'{' when depth < MaxTurnDepth => Turn(ref json, row, role, field, depth + 1),
                _ => json.Skip(),
            };
            if (!read)
            {
                return false;
            }
        }
        while (json.Next((byte)']'));
        return json.Fault == JsonFault.None;
    }

    /// <summary>One turn: its speaker and its text, in either order.</summary>
    private bool Turn(ref JsonCursor json, RowText row, FieldRole role, int field, int depth)
    {
        json.Take((byte)'{');
        if (json.Peek() == (byte)'}')
        {
            return json.Take((byte)'}');
        }

        var answer = role == FieldRole.Turns ? FieldRole.Response : role;
        var speaker = role == FieldRole.Turns ? FieldRole.Text : role;
        var first = row.Parts.Count;
        var (named, said) = (false, false);
        do
        {
            var start = json.At;
            if (!json.Key(_key, out var key))
            {
                return false;
            }

            bool read;
            if ((key.SequenceEqual("role"u8) || key.SequenceEqual("from"u8)) && json.Peek() == (byte)'"')
            {
                if (named)
                {
                    return json.Stop(JsonFault.Duplicate, start);
                }

                named = true;
                _speaker.Clear();
                read = json.String(_speaker);
                speaker = Speakers.Role(_speaker.Written, answer);
            }
            else if (key.SequenceEqual("content"u8) || key.SequenceEqual("value"u8) || key.SequenceEqual("text"u8))
            {
                if (said)
                {
                    return json.Stop(JsonFault.Duplicate, start);
                }

                said = json.Peek() is (byte)'"' or (byte)'[';
                read = json.Peek() switch
                {
                    (byte)'"' => Text(ref json, row, speaker, field),
                    (byte)'[' => Turns(ref json, row, speaker, field, depth),
                    _ => json.Skip(),
                };
            }
            else
            {
                read = json.Skip();
            }

            if (!read)
            {
                return false;
            }
        }
        while (json.Next((byte)'}'));
        for (var i = first; i < row.Parts.Count; i++)
        {
            row.SetRole(i, speaker);
        }

        return json.Fault == JsonFault.None;
    }
}
