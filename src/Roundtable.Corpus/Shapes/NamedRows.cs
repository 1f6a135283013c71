using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Whether the members of the one object of a file are its rows, each under its name: <c>{"Mbpp/2": "…", "Mbpp/3": "…"}</c>.</summary>
internal static class NamedRows
{
    private const int MinObjects = 3;
    private const int MinTexts = 8;

    /// <summary>Whether they are.</summary>
    /// <param name="row">The object, or as much of it as is known.</param>
    public static bool Are(FieldFacts row)
    {
        var members = row.Members;
        if (members.Count == 0 || members.Any(m => m.Lists + m.Scalars > 0))
        {
            return false;
        }

        if (members.All(m => m.Objects == 1 && !m.Members.All(i => IsNumber(i.Name))))
        {
            return members.All(m => IsNumber(m.Name))
                || (members.Count >= MinObjects && members.All(m => SaysNothing(m.Name)) && members.All(m => IsLike(members[0], m)));
        }

        return members.Count >= MinTexts && members.All(m => m.Texts == 1 && m.Objects == 0 && SaysNothing(m.Name))
            && members.Count(m => m.Name.Any(char.IsAsciiDigit)) * 4 >= members.Count * 3;
    }

    /// <summary>The same for an object that goes on after the bytes that are known: its whole members show it.</summary>
    public static bool Begin(ReadOnlySpan<byte> value)
    {
        var json = new JsonCursor(value);
        var key = new TextBuffer();
        var end = 0;
        for (json.Take((byte)'{'); json.Key(key, out _) && json.Skip(); json.Take((byte)','))
        {
            end = json.At;
            if (json.Peek() != (byte)',')
            {
                break;
            }
        }

        if (end == 0)
        {
            return false;
        }

        var sample = new JsonHead();
        sample.Add([.. value[..end], (byte)'}']);
        return Are(sample.Row);
    }

    /// <summary>Whether a name is none of a field.</summary>
    private static bool SaysNothing(string name) =>
        !FieldNames.Declarations.Contains(name) && !FieldNames.Descriptions.Contains(name) && !FieldNames.Wrappers.Contains(name)
        && !FieldNames.Splits.Contains(name) && !FieldNames.Conversations.Contains(name) && !FieldNames.Generic.Contains(name)
        && (name.Any(char.IsAsciiDigit) || !FieldRoles.IsNever(name)) && FieldRoles.Of(name, []) is null;

    private static bool IsLike(FieldFacts one, FieldFacts other) => 2 * one.Members.Count(m => other.Find(m.Name) is not null) >= one.Members.Count;

    private static bool IsNumber(string name) => name.All(char.IsAsciiDigit);
}
