using System.Text;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Collects statistics of the fields of sampled rows.</summary>
internal sealed class JsonHead
{
    private const int MaxDepth = 24;

    // The elements of a list that are looked at; a shape shows itself in few.
    private const int MaxElements = 50;

    private readonly TextBuffer _key = new();

    /// <summary>The row itself.</summary>
    public FieldFacts Row { get; } = new("");

    /// <summary>The number of rows that were added.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds the row that begins here; one that cannot be parsed is reported when the rows are read.</summary>
    public void Add(ReadOnlySpan<byte> row)
    {
        var json = new JsonCursor(row);
        if (json.Peek() is not (0 or (byte)']') && Valid(json))
        {
            Rows++;
            Value(ref json, Row, 0, isEmbedded: false);
        }
    }

    /// <summary>Adds a record of a table.</summary>
    public void Add(IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        Row.Objects++;
        foreach (var (name, value) in names.Zip(values))
        {
            Row.Member(Encoding.UTF8.GetBytes(name))?.AddText(Encoding.UTF8.GetBytes(value));
        }
    }

    private static bool Valid(JsonCursor json) => json.Skip();

    private bool Value(ref JsonCursor json, FieldFacts facts, int depth, bool isEmbedded)
    {
        if (depth > MaxDepth)
        {
            return json.Skip();
        }

        switch (json.Peek())
        {
            case (byte)'"':
                return Text(ref json, facts, depth, isEmbedded);
            case (byte)'{':
                facts.Objects++;
                return Members(ref json, facts, depth, isEmbedded);
            case (byte)'[':
                return List(ref json, facts, depth, isEmbedded);
            case (byte)'n':
                return json.Skip();
            default:
                facts.Scalars++;
                return json.Skip();
        }
    }

    private bool Text(ref JsonCursor json, FieldFacts facts, int depth, bool isEmbedded)
    {
        var text = new TextBuffer();
        if (!json.String(text))
        {
            return false;
        }

        facts.AddText(text.Written);
        if (!isEmbedded && text.Written.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..])
        {
            var inner = new JsonCursor(text.Written);
            if (inner.Skip() && inner.Ended())
            {
                facts.Embedded++;
                inner = new JsonCursor(text.Written);
                Value(ref inner, facts, depth + 1, isEmbedded: true);
            }
        }

        return true;
    }

    private bool Members(ref JsonCursor json, FieldFacts facts, int depth, bool isEmbedded)
    {
        json.Take((byte)'{');
        if (json.Peek() == (byte)'}')
        {
            return json.Take((byte)'}');
        }

        do
        {
            if (!json.Key(_key, out var key))
            {
                return false;
            }

            // Replies are turns like those that they answer, however deep.
            var isReplies = TurnMembers.Of(key, out _) == TurnMember.Replies && ConversationShape.IsTurn(facts);
            facts.HasReplies |= isReplies;
            var member = isReplies ? null : facts.Member(key);
            var read = isReplies && json.Peek() == (byte)'[' ? Each(ref json, facts, depth + 1, isEmbedded, out _, out _)
                : member is null ? json.Skip()
                : Value(ref json, member, depth + 1, isEmbedded);
            if (!read)
            {
                return false;
            }
        }
        while (json.Next((byte)'}'));
        return json.Fault == JsonFault.None;
    }

    private bool List(ref JsonCursor json, FieldFacts facts, int depth, bool isEmbedded)
    {
        var read = Each(ref json, facts.AddList(), depth, isEmbedded, out var length, out var texts, facts);
        facts.EndList(length, texts);
        return read;
    }

    /// <summary>The elements of a list, and what they are by their places where the list may be a record.</summary>
    private bool Each(ref JsonCursor json, FieldFacts element, int depth, bool isEmbedded, out int length, out int texts, FieldFacts? record = null)
    {
        (length, texts) = (0, 0);
        json.Take((byte)'[');
        if (json.Peek() == (byte)']')
        {
            return json.Take((byte)']');
        }

        do
        {
            var kind = json.Peek();
            texts += kind == (byte)'"' ? 1 : 0;
            if (kind is not ((byte)'{' or (byte)'[') && record?.Place(length) is { } place)
            {
                var again = json;
                Value(ref again, place, depth + 1, isEmbedded: true);
            }

            if (!(length++ < MaxElements ? Value(ref json, element, depth + 1, isEmbedded) : json.Skip()))
            {
                return false;
            }
        }
        while (json.Next((byte)']'));
        return json.Fault == JsonFault.None;
    }
}
