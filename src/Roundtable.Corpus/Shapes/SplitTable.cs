using System.Text;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>
/// A table in JSON whose rows are lists of values, and whose columns are named beside them: { "columns": […], "data": [[…], …] } (pandas, Vega and others).
/// </summary>
internal static class SplitTable
{
    /// <summary>The plan for its rows; null where the columns are not named.</summary>
    /// <param name="head">The first bytes of the file, after the byte order mark.</param>
    /// <param name="start">Where the list of rows begins.</param>
    public static RowPlan? Plan(ReadOnlySpan<byte> head, long start)
    {
        var names = Names(head, start);
        List<PlannedField> fields = [];
        for (var i = 0; i < names.Count; i++)
        {
            FieldRole? role = FieldNames.Declarations.Contains(names[i]) ? FieldRole.Declared
                : FieldRoles.Of(names[i], names) ?? (FieldRoles.IsNever(names[i]) ? null : FieldRole.Text);
            if (role is { } known)
            {
                fields.Add(new PlannedField(FormattableString.Invariant($"[{i}]"), known));
            }
        }

        return names.Count == 0 ? null : new RowPlan(fields.Exists(f => f.Role == FieldRole.Response) ? "instruction" : "text", fields);
    }

    private static List<string> Names(ReadOnlySpan<byte> head, long start)
    {
        List<string> names = [];
        var json = new JsonCursor(head);
        var key = new TextBuffer();
        json.Take((byte)'{');
        while (json.At < start && json.Key(key, out var name))
        {
            if (!name.SequenceEqual("columns"u8) || json.Peek() != (byte)'[')
            {
                if (!json.Skip() || !json.Next((byte)'}'))
                {
                    break;
                }

                continue;
            }

            json.Take((byte)'[');
            do
            {
                var text = new TextBuffer();
                if (json.Peek() != (byte)'"' || !json.String(text))
                {
                    return [];
                }

                names.Add(Encoding.UTF8.GetString(text.Written));
            }
            while (json.Next((byte)']'));
            break;
        }

        return names;
    }
}
