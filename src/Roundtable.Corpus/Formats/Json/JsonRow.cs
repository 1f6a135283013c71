using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Parses one JSON value as a row: the fields that the plan names are read, everything else is validated and skipped.</summary>
internal sealed class JsonRow : IRowParser
{
    // Objects and lists that are read; what is skipped may be nested deeper.
    internal const int MaxDepth = 100;

    private readonly PlanNode _root;
    private readonly JsonTurns _turns;
    private readonly TextBuffer _key = new();
    private readonly TextBuffer _speaker = new();
    private readonly TextBuffer _embedded = new();
    private readonly TextBuffer _inner = new();
    private bool _isEmbedded;

    public JsonRow(RowPlan plan)
    {
        _root = plan.Root;
        _turns = new JsonTurns(this);
    }

    public RowFault? Parse(ReadOnlySpan<byte> bytes, RowText row)
    {
        var json = new JsonCursor(bytes) { Skipped = row.Skipped };
        var read = Row(ref json, row);
        row.Unread = json.Unread;
        return read ? null : JsonFaults.At(json.Fault, json.At);
    }

    /// <summary>Parses a row from a cursor, which may go on after it.</summary>
    internal bool Element(ref JsonCursor json, RowText row)
    {
        if (!IsRow(json.Peek()))
        {
            return json.Skip() && json.Stop(JsonFault.NotARow, 0);
        }

        var mark = row.Mark();
        if (!Value(ref json, row, _root, 0))
        {
            return false;
        }

        row.SetSpeaker(0, FieldRole.Text);
        row.EndScope(mark);
        return true;
    }

    /// <summary>Reads a value at a place of the plan.</summary>
    internal bool Value(ref JsonCursor json, RowText row, PlanNode node, int depth)
    {
        if (depth > MaxDepth)
        {
            return json.Stop(JsonFault.Depth, json.At);
        }

        switch (json.Peek())
        {
            case (byte)'"':
                return node.HasMembers || node.HasElements || node.Role == FieldRole.Turns ? Embedded(ref json, row, node, depth)
                    : node.Field < 0 || node.Role == FieldRole.Speaker ? json.Skip()
                    : Text(ref json, row, node.Role, node.Field);
            case (byte)'[':
                return node.HasElements && (node.Field < 0 || node.Role == FieldRole.Declared) ? Elements(ref json, row, node, depth)
                    : node.Field < 0 || node.Role == FieldRole.Speaker ? json.Skip()
                    : node.Role == FieldRole.Declared ? Declarations(ref json, row, node)
                    : _turns.List(ref json, row, node, node.Role, new JsonPlace(node.Elements, IsInside: false, depth + 1));
            case (byte)'{':
                return node.Field >= 0 && node.Role is not (FieldRole.Declared or FieldRole.Speaker)
                        ? _turns.Turn(ref json, row, node, node.Role, new JsonPlace(node, IsInside: false, depth + 1))
                    : node.HasMembers ? Members(ref json, row, node, depth)
                    : json.Skip();
            case not (byte)'n' when node.Field >= 0 && node.Role == FieldRole.Declared:
                return Scalar(ref json, row, node.Field);
            default:
                return json.Skip();
        }
    }

    /// <summary>Reads a string as a text, or as a declaration.</summary>
    internal static bool Text(ref JsonCursor json, RowText row, FieldRole role, int field)
    {
        var into = row.Begin(role);
        var start = into.Length;
        if (!json.String(into))
        {
            return false;
        }

        if (role != FieldRole.Declared && Transcript.Is(into.Written[start..]))
        {
            var conversation = into.Written[start..].ToArray();
            row.Undo(start);
            Transcript.Add(conversation, row, role, field);
            return true;
        }

        row.End(role, field, start);
        return true;
    }

    private bool Row(ref JsonCursor json, RowText row) => Element(ref json, row) && (json.Ended() || json.Stop(JsonFault.Unexpected, json.At));

    private bool IsRow(byte first) => first switch
    {
        (byte)'{' => true,
        (byte)'[' => _root.HasElements || _root.Field >= 0,
        (byte)'"' => _root.Field >= 0,
        _ => false,
    };

    private bool Members(ref JsonCursor json, RowText row, PlanNode node, int depth)
    {
        json.Take((byte)'{');
        if (json.Peek() == (byte)'}')
        {
            return json.Take((byte)'}');
        }

        var mark = row.Mark();
        var speaker = FieldRole.Text;
        UInt128 seen = 0;
        do
        {
            var start = json.At;
            if (!json.Key(_key, out var key))
            {
                return false;
            }

            var member = node.Find(key, out var index);
            if (index >= 0)
            {
                if ((seen & (UInt128.One << index)) != 0)
                {
                    return json.Stop(JsonFault.Duplicate, start);
                }

                seen |= UInt128.One << index;
            }

            if (member is { Field: >= 0, Role: FieldRole.Speaker } && json.Peek() == (byte)'"')
            {
                _speaker.Clear();
                if (!json.String(_speaker))
                {
                    return false;
                }

                row.Skipped.Add(_speaker.Written);
                speaker = Speakers.Role(_speaker.Written, FieldRole.Response);
            }
            else if (!(member is null ? json.Skip() : Value(ref json, row, member, depth + 1)))
            {
                return false;
            }
        }
        while (json.Next((byte)'}'));
        if (node.HasSpeaker)
        {
            row.SetSpeaker(mark.Parts, speaker);
        }

        row.EndScope(mark);
        return json.Fault == JsonFault.None;
    }

    private bool Elements(ref JsonCursor json, RowText row, PlanNode node, int depth)
    {
        json.Take((byte)'[');
        if (json.Peek() == (byte)']')
        {
            return json.Take((byte)']');
        }

        var index = 0;
        do
        {
            if (!(node.At(index++) is { } element ? Value(ref json, row, element, depth + 1) : json.Skip()))
            {
                return false;
            }
        }
        while (json.Next((byte)']'));
        return json.Fault == JsonFault.None;
    }

    /// <summary>A list of declarations: its strings.</summary>
    private static bool Declarations(ref JsonCursor json, RowText row, PlanNode node)
    {
        json.Take((byte)'[');
        if (json.Peek() == (byte)']')
        {
            return json.Take((byte)']');
        }

        do
        {
            if (!(json.Peek() == (byte)'"' ? Text(ref json, row, node.Role, node.Field) : json.Skip()))
            {
                return false;
            }
        }
        while (json.Next((byte)']'));
        return json.Fault == JsonFault.None;
    }

    private static bool Scalar(ref JsonCursor json, RowText row, int field)
    {
        var into = row.Begin(FieldRole.Declared);
        var (start, at) = (into.Length, json.At);
        if (!json.Skip())
        {
            return false;
        }

        into.Add(json.Between(at));
        row.End(FieldRole.Declared, field, start);
        return true;
    }

    /// <summary>A string that may be JSON, as a list of messages often is: what is in it is read like the value itself. Otherwise it is a text.</summary>
    private bool Embedded(ref JsonCursor json, RowText row, PlanNode node, int depth)
    {
        // What is read of it may have strings of its own, while its bytes are still needed.
        var into = _isEmbedded ? _inner : _embedded;
        into.Clear();
        if (!json.String(into))
        {
            return false;
        }

        var text = into.Written;
        if (!_isEmbedded && text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..])
        {
            var inner = new JsonCursor(text) { Skipped = row.Skipped };
            var mark = row.Mark();
            _isEmbedded = true;
            var read = Value(ref inner, row, node, depth + 1) && inner.Ended();
            _isEmbedded = false;
            if (read)
            {
                json.Unread += inner.Unread;
                return true;
            }

            row.Reset(mark);
        }

        if (node.Field >= 0 && node.Role != FieldRole.Speaker && Transcript.Is(text))
        {
            Transcript.Add(text, row, node.Role, node.Field);
        }
        else if (node.Field >= 0 && node.Role != FieldRole.Speaker)
        {
            row.Add(node.Role, node.Field, text);
        }
        else
        {
            json.Unread += row.Skipped.Add(text) && TextLikeness.Is(text) ? text.Length : 0;
        }

        return true;
    }
}
