using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>
/// Reads conversations: lists of turns, each with its speaker and what was said, in either order. What was said may be a text, a list of parts (OpenAI,
/// Anthropic, Gemini, Bedrock), thoughts, calls of tools and their results; a turn may have replies.
/// </summary>
internal sealed class JsonTurns(JsonRow rows)
{
    private readonly TextBuffer _key = new();
    private readonly TextBuffer _string = new();

    /// <summary>A list of turns, of texts, or of parts of a text.</summary>
    public bool List(ref JsonCursor json, RowText row, PlanNode node, FieldRole role, JsonPlace place)
    {
        if (place.Depth > JsonRow.MaxDepth)
        {
            return json.Stop(JsonFault.Depth, json.At);
        }

        json.Take((byte)'[');
        if (json.Peek() == (byte)']')
        {
            return json.Take((byte)']');
        }

        var inner = place with { Depth = place.Depth + 1 };
        do
        {
            var read = json.Peek() switch
            {
                (byte)'"' => JsonRow.Text(ref json, row, place.IsInside ? FieldRole.Turns : role, node.Field),
                (byte)'{' => Turn(ref json, row, node, role, inner),
                (byte)'[' => List(ref json, row, node, role, inner),
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

    /// <summary>One turn, or one part of what was said in a turn.</summary>
    public bool Turn(ref JsonCursor json, RowText row, PlanNode node, FieldRole role, JsonPlace place)
    {
        if (place.Depth > JsonRow.MaxDepth)
        {
            return json.Stop(JsonFault.Depth, json.At);
        }

        json.Take((byte)'{');
        if (json.Peek() == (byte)'}')
        {
            return json.Take((byte)'}');
        }

        var mark = row.Mark();
        FieldRole? speaker = null;
        var (seen, planned) = (0UL, 0UL);
        var replies = (First: -1, End: -1);
        do
        {
            var start = json.At;
            if (!json.Key(_key, out var key))
            {
                return false;
            }

            var kind = TurnMembers.Of(key, out var bit);
            var index = -1;
            var member = place.Members?.Find(key, out index);
            var once = index is >= 0 and < 64 ? 1UL << index : 0;
            if ((seen & bit) != 0 || (planned & once) != 0)
            {
                return json.Stop(JsonFault.Duplicate, start);
            }

            (seen, planned) = (seen | bit, planned | once);
            bool read;
            if (member is not null && (member.Field >= 0 || kind == TurnMember.Other))
            {
                read = rows.Value(ref json, row, member, place.Depth);
            }
            else if (kind == TurnMember.Speaker)
            {
                read = Speaker(ref json, row, out var named);
                named = named == FieldRole.Response && role != FieldRole.Turns ? role : named;
                speaker = named is null || (named == FieldRole.Text && speaker is not null) ? speaker : named;
            }
            else if (kind == TurnMember.ResultOf)
            {
                speaker = FieldRole.Context;
                read = json.Skip();
            }
            else
            {
                var before = row.Parts.Count;
                read = Member(ref json, row, node, role, kind, place, place.IsInside ? TurnMembers.Inside(key) : Speakers.Known(key));
                replies = kind == TurnMember.Replies ? (before, row.Parts.Count) : replies;
            }

            if (!read)
            {
                return false;
            }
        }
        while (json.Next((byte)'}'));
        if (speaker is { } known)
        {
            row.SetSpeaker(mark.Parts, known);
        }
        else if (!place.IsInside)
        {
            row.SetSpeaker(mark.Parts, role == FieldRole.Turns ? FieldRole.Text : role);
        }

        if (!place.IsInside)
        {
            row.EndScope(mark, replies.First, replies.End);
        }

        return json.Fault == JsonFault.None;
    }

    private bool Member(ref JsonCursor json, RowText row, PlanNode node, FieldRole role, TurnMember kind, JsonPlace place, FieldRole? named)
    {
        var inside = new JsonPlace(null, IsInside: true, place.Depth + 1);
        var first = row.Parts.Count;
        switch (kind)
        {
            case TurnMember.Said or TurnMember.Result:
                var read = json.Peek() switch
                {
                    (byte)'"' => JsonRow.Text(ref json, row, FieldRole.Turns, node.Field),
                    (byte)'[' => List(ref json, row, node, role, inside),
                    (byte)'{' when kind == TurnMember.Result => Strings(ref json, row, node.Field, place.Depth),
                    (byte)'{' => Turn(ref json, row, node, role, inside),
                    _ => json.Skip(),
                };
                if (kind == TurnMember.Result)
                {
                    row.SetSpeaker(first, FieldRole.Context);
                }

                return read;
            case TurnMember.Call:
            case TurnMember.Argument when place.IsInside:
                return Strings(ref json, row, node.Field, place.Depth);
            case TurnMember.Replies when json.Peek() == (byte)'[':
                return List(ref json, row, node, role, place with { IsInside = false, Depth = place.Depth + 1 });
            default:
                // A turn may be an object with a member for each speaker.
                return named is { } by && json.Peek() == (byte)'"'
                    ? JsonRow.Text(ref json, row, by == FieldRole.Response && role != FieldRole.Turns ? role : by, node.Field)
                    : json.Skip();
        }
    }

    /// <summary>The role of a speaker: a name, or an object that has one; null where it is neither.</summary>
    private bool Speaker(ref JsonCursor json, RowText row, out FieldRole? role)
    {
        role = null;
        switch (json.Peek())
        {
            case (byte)'"':
                _string.Clear();
                if (!json.String(_string))
                {
                    return false;
                }

                row.Skipped.Add(_string.Written);
                role = Speakers.Role(_string.Written, FieldRole.Response);
                return true;
            case (byte)'{':
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

                    var isRole = TurnMembers.Of(key, out _) == TurnMember.Speaker && json.Peek() == (byte)'"';
                    if (!(isRole ? Speaker(ref json, row, out role) : json.Skip()))
                    {
                        return false;
                    }
                }
                while (json.Next((byte)'}'));
                return json.Fault == JsonFault.None;
            default:
                return json.Skip();
        }
    }

    /// <summary>The texts in the arguments of a call or in what it returned, however they are nested; names and identifiers are none.</summary>
    private bool Strings(ref JsonCursor json, RowText row, int field, int depth)
    {
        if (depth > JsonRow.MaxDepth)
        {
            return json.Stop(JsonFault.Depth, json.At);
        }

        switch (json.Peek())
        {
            case (byte)'"':
                _string.Clear();
                if (!json.String(_string))
                {
                    return false;
                }

                if (TextLikeness.Is(_string.Written))
                {
                    row.Add(FieldRole.Turns, field, _string.Written);
                }

                return true;
            case (byte)'[':
                json.Take((byte)'[');
                if (json.Peek() == (byte)']')
                {
                    return json.Take((byte)']');
                }

                do
                {
                    if (!Strings(ref json, row, field, depth + 1))
                    {
                        return false;
                    }
                }
                while (json.Next((byte)']'));
                return json.Fault == JsonFault.None;
            case (byte)'{':
                json.Take((byte)'{');
                if (json.Peek() == (byte)'}')
                {
                    return json.Take((byte)'}');
                }

                do
                {
                    if (!json.Key(_key, out _) || !Strings(ref json, row, field, depth + 1))
                    {
                        return false;
                    }
                }
                while (json.Next((byte)'}'));
                return json.Fault == JsonFault.None;
            default:
                return json.Skip();
        }
    }
}
