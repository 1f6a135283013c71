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

        var splits = lists.Count(l => IsSplit(l.List.Name));
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
                : kind == (byte)'[' && (depth > 0 || IsSplit(name) || !FieldNames.Wrappers.Contains(name))
                    && BeginsWithRow(value[(at + 1)..], mayBeList: IsSplit(name) || (depth == 0 && IsOther(name)));
        }

        return false;
    }

    /// <summary>Whether all members of an object are splits whose rows are lists of values.</summary>
    public static bool AreSplitRecords(FieldFacts row) => row.Members.Count > 0 && row.Members.All(m => IsSplit(m.Name) && IsOfRecords(m));

    private static bool BeginsWithRow(ReadOnlySpan<byte> elements, bool mayBeList)
    {
        var json = new JsonCursor(elements);
        var kind = json.Peek();
        if (kind != (byte)'{' && (kind != (byte)'[' || !mayBeList))
        {
            return false;
        }

        var sample = new JsonHead();
        sample.Add(elements[json.At..]);
        return kind == (byte)'{' ? !ConversationShape.IsTurn(sample.Row) : ListRecords.AreAlike(sample.Row);
    }

    /// <summary>Whether a name is that of a split, perhaps of a part of it, as in <c>oos_train</c>.</summary>
    private static bool IsSplit(string name) => FieldNames.Splits.Contains(name) || (NameParts.Of(name) is [.., var last] && FieldNames.Splits.Contains(last));

    /// <summary>Whether a name says nothing of what stands there.</summary>
    private static bool IsOther(string name) =>
        !FieldNames.Conversations.Contains(name) && !FieldNames.Declarations.Contains(name) && FieldRoles.Of(name, []) is null && !FieldRoles.IsNever(name);

    private static bool IsOfRecords(FieldFacts list) => list is { Lists: 1, Elements: { Objects: 0, Texts: 0 } rows } && ListRecords.AreAlike(rows);

    /// <summary>Finds the lists of objects, and those of records; false where the object is a row itself: it has texts of its own, or a conversation.</summary>
    private static bool Find(FieldFacts facts, int depth, List<(FieldFacts List, int Depth)> lists)
    {
        foreach (var member in facts.Members)
        {
            if ((member.Texts > 0 && FieldRoles.Of(member.Name, []) is not null) || ConversationShape.IsTurn(member)
                || (member.Elements is { } turns && ConversationShape.IsTurn(turns)))
            {
                return false;
            }

            if ((member.Elements is { Objects: > 0 } && member.Lists == 1) || (IsOfRecords(member) && (IsSplit(member.Name) || IsOther(member.Name))))
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

    /// <summary>Whether the objects of two lists have at least half of their members in common, or their records as many columns.</summary>
    private static bool AreAlike(FieldFacts one, FieldFacts other) =>
        one.Length == other.Length && (one.Objects > 0) == (other.Objects > 0)
        && 2 * one.Members.Count(m => other.Find(m.Name) is not null) >= Math.Max(one.Members.Count, other.Members.Count);
}
