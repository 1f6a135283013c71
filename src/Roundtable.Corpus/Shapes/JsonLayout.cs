using System.Text;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Where the rows of a JSON file are: on lines, in an array, in an array within an object, in columns.</summary>
internal static class JsonLayout
{
    /// <summary>The layout of a file, and for an array within an object where its bracket is.</summary>
    /// <param name="head">The first bytes of the file, after the byte order mark.</param>
    /// <param name="isWhole">Whether they are the whole file.</param>
    public static (FileFormat Format, long Start) Of(ReadOnlySpan<byte> head, bool isWhole)
    {
        var json = new JsonCursor(head);
        var kind = json.Peek();
        var first = json.At;
        var isRead = json.Skip();
        var end = json.At;
        if (!isRead && (json.Fault != JsonFault.Cut || isWhole || kind is not ((byte)'{' or (byte)'[')))
        {
            // Whatever is wrong is told row by row.
            return (kind == (byte)'[' ? FileFormat.JsonArray : FileFormat.JsonLines, 0);
        }

        if (!isRead)
        {
            return kind == (byte)'[' ? (FileFormat.JsonArray, 0) : Unfinished(head[first..], first);
        }

        var value = head[first..end];
        var rest = head[end..];
        var next = rest.TrimStart(" \t\r\n"u8);
        var isLine = !value.Contains((byte)'\n') && (next.IsEmpty || rest[..^next.Length].Contains((byte)'\n'));
        var lines = isLine || (!next.IsEmpty && next[0] is not ((byte)'{' or (byte)'[')) ? FileFormat.JsonLines : FileFormat.JsonValues;
        return kind switch
        {
            (byte)'[' => Array(value, next, lines),
            (byte)'{' when next.IsEmpty && isWhole => Single(value, first) ?? (lines, 0),
            _ => (lines, 0),
        };
    }

    private static (FileFormat Format, long Start) Array(ReadOnlySpan<byte> value, ReadOnlySpan<byte> next, FileFormat lines)
    {
        var sample = new JsonHead();
        sample.Add(value);
        if (sample.Row.Elements is { } elements && ConversationShape.IsBareTurn(elements))
        {
            return (lines, 0);
        }

        var isFollowed = next is [(byte)'[' or (byte)'{', ..];
        return !isFollowed ? (FileFormat.JsonArray, 0)
            : sample.Row.Elements is { Objects: > 0 } ? (FileFormat.JsonArrays, 0)
            : (lines, 0);
    }

    /// <summary>A file of one object: rows in one of its lists, in columns, or the one row that it is.</summary>
    private static (FileFormat Format, long Start)? Single(ReadOnlySpan<byte> value, int first)
    {
        var sample = new JsonHead();
        sample.Add(value);
        var row = sample.Row;
        if (RowLists.AreSplitRecords(row))
        {
            return (FileFormat.JsonLists, 0);
        }

        if (AreColumns(row))
        {
            return (FileFormat.JsonColumns, 0);
        }

        if (NamedRows.Are(row))
        {
            return (FileFormat.JsonMembers, 0);
        }

        var lists = row.Members.Where(m => FieldNames.Wrappers.Contains(m.Name) && m.Elements is { } e && !ConversationShape.IsTurn(e) && !e.IsOpen).ToList();
        var isRow = row.Members.Any(m => m.Texts > 0 && FieldRoles.Of(m.Name, []) is not null);
        if (!isRow && RowLists.Are(row, isWrapped: lists.Count == 1))
        {
            return (FileFormat.JsonLists, 0);
        }

        return lists is [var list] && !isRow && ListAt(value, list.Name) is var at and >= 0 ? (FileFormat.JsonArray, first + at) : null;
    }

    private static bool AreColumns(FieldFacts row)
    {
        var lists = row.Members.Where(m => m.Lists == 1).ToList();
        if (lists.Count == row.Members.Count && lists.Count > 0 && row.Find("columns") is null)
        {
            return lists.TrueForAll(m => m.Length == lists[0].Length && m.Elements is { Objects: 0 })
                && lists[0].Length > 0 && lists.Exists(m => m.Elements!.Texts + m.Elements.Lists > 0)
                && (lists.Count > 1 || !FieldNames.Wrappers.Contains(lists[0].Name));
        }

        return row.Members.Count > 0
            && row.Members.All(m => m.Objects == 1 && m.Members.Count == row.Members[0].Members.Count && m.Members.Count > 0
                && m.Members.All(i => i.Name.All(char.IsAsciiDigit)));
    }

    /// <summary>An object that goes on after the bytes that are known: its last member shows what it is.</summary>
    private static (FileFormat Format, long Start) Unfinished(ReadOnlySpan<byte> value, int first)
    {
        if (NamedRows.Begin(value))
        {
            return (FileFormat.JsonMembers, 0);
        }

        var json = new JsonCursor(value);
        var key = new TextBuffer();
        json.Take((byte)'{');
        while (json.Key(key, out var name))
        {
            var kind = json.Peek();
            var at = json.At;
            var known = FieldNames.Wrappers.Contains(Encoding.UTF8.GetString(name));
            if (json.Skip())
            {
                if (!json.Next((byte)'}'))
                {
                    break;
                }

                continue;
            }

            var inner = new JsonCursor(value[(at + 1)..]);
            var isColumn = kind == (byte)'{'
                ? inner.Key(key, out var row) && row.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
                : kind == (byte)'[' && inner.Peek() is (byte)'"' && !FieldNames.Conversations.Contains(Encoding.UTF8.GetString(name));
            if (RowLists.LeadsToThem(value, 0))
            {
                return (FileFormat.JsonLists, 0);
            }

            if (kind == (byte)'[' && known && inner.Peek() is (byte)'{' or (byte)'[')
            {
                return (FileFormat.JsonArray, first + at);
            }

            if (isColumn)
            {
                return (FileFormat.JsonColumns, 0);
            }

            break;
        }

        var line = value.IndexOf((byte)'\n');
        var isSpread = line >= 0 && value[(line + 1)..] is [(byte)' ' or (byte)'\t' or (byte)'"' or (byte)'}' or (byte)'\n', ..];
        return (isSpread ? FileFormat.JsonValues : FileFormat.JsonLines, 0);
    }

    /// <summary>Where the bracket of a member's list is; -1 where it is not found.</summary>
    private static int ListAt(ReadOnlySpan<byte> value, string list)
    {
        var json = new JsonCursor(value);
        var key = new TextBuffer();
        json.Take((byte)'{');
        while (json.Key(key, out var name))
        {
            if (json.Peek() == (byte)'[' && Encoding.UTF8.GetString(name) == list)
            {
                return json.At;
            }

            if (!json.Skip() || !json.Next((byte)'}'))
            {
                break;
            }
        }

        return -1;
    }
}
