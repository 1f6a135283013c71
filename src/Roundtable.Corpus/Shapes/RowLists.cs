using System.Text;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Whether the rows of a file of one object are in several lists, or in one deep inside.</summary>
internal static class RowLists
{
    private const int MaxDepth = 4;

    /// <summary>Whether an object has rows in lists.</summary>
    /// <param name="row">The whole object.</param>
    /// <param name="isWrapped">Whether one of its lists, by its name, has the rows.</param>
    public static bool Are(FieldFacts row, bool isWrapped)
    {
        List<(FieldFacts List, int Depth)> lists = [];
        if (!Find(row, 0, lists) || lists.Count == 0)
        {
            return false;
        }

        var splits = lists.Count(l => FieldNames.Splits.Contains(l.List.Name));
        if (isWrapped && splits < 2)
        {
            return false;
        }

        return lists is [var (only, depth)]
            ? depth > 0 || (only.Length > 1 && !FieldNames.Wrappers.Contains(only.Name))
            : splits == lists.Count || lists.TrueForAll(l => AreAlike(lists[0].List.Elements!, l.List.Elements!));
    }

    /// <summary>Whether an object that goes on after the bytes that are known has rows in several lists, or in one deep inside.</summary>
    /// <param name="value">Its bytes from its bracket on.</param>
    /// <param name="depth">How deep it stands in the file.</param>
    public static bool LeadsToThem(ReadOnlySpan<byte> value, int depth)
    {
        var json = new JsonCursor(value);
        var key = new TextBuffer();
        json.Take((byte)'{');
        while (json.Key(key, out var bytes))
        {
            var name = Encoding.UTF8.GetString(bytes);
            var kind = json.Peek();
            var at = json.At;
            if (json.Skip())
            {
                if ((kind == (byte)'"' && FieldRoles.Of(name, []) is not null) || !json.Next((byte)'}'))
                {
                    return false;
                }

                continue;
            }

            return kind == (byte)'{' ? depth < MaxDepth && LeadsToThem(value[at..], depth + 1)
                : kind == (byte)'[' && (depth > 0 || FieldNames.Splits.Contains(name) || !FieldNames.Wrappers.Contains(name))
                    && BeginsWithRow(value[(at + 1)..]);
        }

        return false;
    }

    private static bool BeginsWithRow(ReadOnlySpan<byte> elements)
    {
        var json = new JsonCursor(elements);
        if (json.Peek() != (byte)'{')
        {
            return false;
        }

        var sample = new JsonHead();
        sample.Add(elements[json.At..]);
        return !ConversationShape.IsTurn(sample.Row);
    }

    /// <summary>Finds the lists of objects; false where the object is a row itself: it has texts of its own, or a conversation.</summary>
    private static bool Find(FieldFacts facts, int depth, List<(FieldFacts List, int Depth)> lists)
    {
        foreach (var member in facts.Members)
        {
            if ((member.Texts > 0 && FieldRoles.Of(member.Name, []) is not null) || ConversationShape.IsTurn(member)
                || (member.Elements is { } turns && ConversationShape.IsTurn(turns)))
            {
                return false;
            }

            if (member.Elements is { Objects: > 0 } && member.Lists == 1)
            {
                lists.Add((member, depth));
            }
            else if (member.Objects == 1 && (depth == MaxDepth || !Find(member, depth + 1, lists)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the objects of two lists have at least half of their members in common.</summary>
    private static bool AreAlike(FieldFacts one, FieldFacts other) =>
        2 * one.Members.Count(m => other.Find(m.Name) is not null) >= Math.Max(one.Members.Count, other.Members.Count);
}
