using System.Globalization;

namespace Roundtable.Corpus.Rows;

/// <summary>The steps of a field's path; <see cref="PlannedField"/> has the syntax.</summary>
internal static class FieldPath
{
    /// <summary>The row itself.</summary>
    public const string Root = "$";

    /// <summary>Every element of a list.</summary>
    public const string Elements = "[]";

    /// <summary>Every member of an object.</summary>
    public const string Any = "*";

    /// <summary>The steps of a path: names, <see cref="Any"/>, <see cref="Elements"/> and indices in brackets.</summary>
    public static List<string> Steps(string path)
    {
        List<string> steps = [];
        foreach (var part in path == Root ? [] : path.Split('.'))
        {
            var name = part;
            List<string> lists = [];
            while (name.EndsWith(']') && name.LastIndexOf('[') is var open and >= 0 && (open == name.Length - 2 || Index(name[open..]) is not null))
            {
                lists.Insert(0, name[open..]);
                name = name[..open];
            }

            if (name.Length > 0)
            {
                steps.Add(name);
            }

            steps.AddRange(lists);
        }

        return steps;
    }

    /// <summary>The index that a step in brackets names; null where it names none.</summary>
    public static int? Index(string step) =>
        step is ['[', .. var number, ']'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>The path of a member of an object.</summary>
    public static string Member(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>The last name of a path, without brackets.</summary>
    public static string LastName(string path)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        return name.IndexOf('[', StringComparison.Ordinal) is var list and > 0 ? name[..list] : name;
    }
}
