using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Roundtable.Record.Languages;

/// <summary>
/// A language in one file, in the format of GNU gettext (.po): each English text (<c>msgid</c>) with its translation (<c>msgstr</c>). The first entry,
/// of the empty text, says what the language is: <c>Language</c> (BCP 47), <c>X-Name</c>, <c>X-Direction</c> (<c>ltr</c> or <c>rtl</c>) and
/// <c>X-Plurals</c> (<see cref="PluralRules"/>). Plurals are forms within a text (<see cref="Message"/>), not entries of their own.
/// </summary>
public static partial class LanguageFile
{
    /// <summary>Reads a language.</summary>
    /// <param name="name">What the file is called in errors.</param>
    /// <param name="text">What it holds.</param>
    /// <exception cref="FormatException">It is not such a file, or one of its translations has not the same placeholders or markup as the English text:
    /// it would lose a value, or bring markup that nobody wrote into the program.</exception>
    public static Language Read(string name, string text)
    {
        var entries = Entries(name, text);
        if (!entries.Remove("", out var head))
        {
            throw new FormatException($"{name}: the first entry, of msgid \"\", which says what language it is, is missing.");
        }

        var fields = head.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(static field => field.Length == 2)
            .ToDictionary(static field => field[0], static field => field[1], StringComparer.OrdinalIgnoreCase);
        try
        {
            var plurals = PluralRules.Parse(fields.GetValueOrDefault("X-Plurals", ""));
            foreach (var (english, translated) in entries)
            {
                Check(english, translated, plurals);
            }

            var tag = fields.GetValueOrDefault("Language", "");
            return new Language(
                tag.Length > 0 ? CultureInfo.GetCultureInfo(tag) : throw new FormatException("the field Language is missing."),
                fields.GetValueOrDefault("X-Name", tag),
                fields.GetValueOrDefault("X-Direction") == "rtl",
                plurals,
                entries);
        }
        catch (Exception e) when (e is FormatException or CultureNotFoundException)
        {
            throw new FormatException($"{name}: {e.Message}", e);
        }
    }

    private static void Check(string english, string translated, PluralRules plurals)
    {
        var (from, to) = (Message.Parse(english), Message.Parse(translated));
        if (!from.Arguments.SequenceEqual(to.Arguments) || from.PluralForms.Count != to.PluralForms.Count)
        {
            throw new FormatException($"'{translated}' has other placeholders than '{english}'.");
        }

        if (to.PluralForms.SelectMany(static forms => forms).FirstOrDefault(f => f[0] != '=' && !plurals.Forms.Contains(f, StringComparer.Ordinal)) is { } form)
        {
            throw new FormatException($"'{translated}' has the plural form '{form}', which X-Plurals does not name.");
        }

        if (!Tags(english).SequenceEqual(Tags(translated), StringComparer.Ordinal))
        {
            throw new FormatException($"'{translated}' has other markup than '{english}'.");
        }
    }

    private static IEnumerable<string> Tags(string text) =>
        Tag().Matches(text).Select(static m => m.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Entries(string name, string text)
    {
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        StringBuilder id = new(), value = new();
        StringBuilder? filled = null;
        var number = 0;
        foreach (var line in text.Split('\n').Append("msgid \"\"").Select(static l => l.Trim()))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var quoted = line;
            if (line.StartsWith("msgid ", StringComparison.Ordinal))
            {
                if (filled == value && value.Length > 0 && !entries.TryAdd(id.ToString(), value.ToString()))
                {
                    throw new FormatException($"{name}, before line {number}: '{id}' is translated twice.");
                }

                (_, _, filled, quoted) = (id.Clear(), value.Clear(), id, line[6..]);
            }
            else if (line.StartsWith("msgstr ", StringComparison.Ordinal) && filled == id)
            {
                (filled, quoted) = (value, line[7..]);
            }

            if (filled is null || quoted.Length < 2 || quoted[0] != '"' || quoted[^1] != '"')
            {
                throw new FormatException($"{name}, line {number}: expected msgid, msgstr, or a text in double quotes.");
            }

            Unescape(filled, quoted.AsSpan(1, quoted.Length - 2));
        }

        return entries;
    }

    private static void Unescape(StringBuilder filled, ReadOnlySpan<char> quoted)
    {
        for (var i = 0; i < quoted.Length; i++)
        {
            filled.Append(quoted[i] != '\\' || i + 1 == quoted.Length ? quoted[i] : quoted[++i] switch { 'n' => '\n', 't' => '\t', var other => other });
        }
    }

    [GeneratedRegex("<[^>]*>?", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
