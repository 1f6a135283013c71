using System.Globalization;
using System.Text;

namespace Roundtable.Record.Languages;

/// <summary>
/// A text with places for values, in the part of ICU's MessageFormat that the program uses: <c>{0}</c> is a value as it comes, <c>{0, number}</c> a
/// number with the language's separators, and <c>{0, plural, one {# row} other {# rows}}</c> the form that fits a number, in which <c>#</c> is the
/// number; <c>=0 {…}</c> is a form for one number alone. Braces that stand for nothing cannot be written.
/// </summary>
public sealed class Message
{
    private readonly IReadOnlyList<Part> _parts;

    private Message(IReadOnlyList<Part> parts) => _parts = parts;

    /// <summary>The numbers of the values that it names, ascending, each once.</summary>
    public IReadOnlyList<int> Arguments => [.. Named(_parts).Distinct().Order()];

    /// <summary>The forms that each of its plurals has, in their order.</summary>
    public IReadOnlyList<IReadOnlyList<string>> PluralForms => [.. _parts.OfType<Plural>().Select(p => (IReadOnlyList<string>)[.. p.Forms.Keys])];

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">The text is not one; the error says where.</exception>
    public static Message Parse(string text)
    {
        var at = 0;
        var parts = Parts(text, ref at, isForm: false);
        return at == text.Length ? new Message(parts) : throw Fault(text, at, "a closing brace that opens nothing");
    }

    /// <summary>The text with its values.</summary>
    /// <param name="language">Whose separators and plurals are used.</param>
    /// <param name="arguments">The values.</param>
    /// <param name="escape">What is done to each value before it stands in the text; null for nothing.</param>
    /// <exception cref="FormatException">A value that it names is not there, or is no number where one is needed.</exception>
    public string Format(Language language, ReadOnlySpan<object?> arguments, Func<string, string>? escape)
    {
        StringBuilder written = new();
        Write(written, _parts, language, arguments, escape, counted: "");
        return written.ToString();
    }

    private static void Write(
        StringBuilder written, IReadOnlyList<Part> parts, Language language, ReadOnlySpan<object?> arguments, Func<string, string>? escape, string counted)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Literal literal:
                    written.Append(literal.Text);
                    break;
                case Counted:
                    written.Append(counted);
                    break;
                case Value { Number: true } value:
                    written.Append(Number(arguments, value.Index).ToString("N0", language.Culture));
                    break;
                case Value value:
                    var text = Convert.ToString(At(arguments, value.Index), CultureInfo.InvariantCulture) ?? "";
                    written.Append(escape is null ? text : escape(text));
                    break;
                case Plural plural:
                    var number = Number(arguments, plural.Index);
                    var form = plural.Forms.GetValueOrDefault("=" + number.ToString(CultureInfo.InvariantCulture))
                        ?? plural.Forms.GetValueOrDefault(language.Plurals.Form(number)) ?? plural.Forms["other"];
                    Write(written, form, language, arguments, escape, number.ToString("N0", language.Culture));
                    break;
            }
        }
    }

    private static object? At(ReadOnlySpan<object?> arguments, int index) => index < arguments.Length
        ? arguments[index]
        : throw new FormatException($"The text names value {index}, and there are {arguments.Length}.");

    private static long Number(ReadOnlySpan<object?> arguments, int index) => At(arguments, index) switch
    {
        long number => number,
        int number => number,
        var other => throw new FormatException($"Value {index} has to be a whole number, and is '{other}'."),
    };

    private static List<Part> Parts(string text, ref int at, bool isForm)
    {
        List<Part> parts = [];
        while (at < text.Length && text[at] != '}')
        {
            if (text[at] == '{')
            {
                at++;
                parts.Add(Placeholder(text, ref at));
            }
            else if (isForm && text[at] == '#')
            {
                at++;
                parts.Add(new Counted());
            }
            else
            {
                var from = at;
                while (at < text.Length && text[at] is not ('{' or '}') && !(isForm && text[at] == '#'))
                {
                    at++;
                }

                parts.Add(new Literal(text[from..at]));
            }
        }

        return parts;
    }

    private static Part Placeholder(string text, ref int at)
    {
        var index = int.TryParse(Word(text, ref at), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Fault(text, at, "a placeholder without a number");
        if (Take(text, ref at, '}'))
        {
            return new Value(index, Number: false);
        }

        var kind = Take(text, ref at, ',') ? Word(text, ref at) : throw Fault(text, at, "a placeholder that does not end");
        if (kind == "number" && Take(text, ref at, '}'))
        {
            return new Value(index, Number: true);
        }

        if (kind != "plural" || !Take(text, ref at, ','))
        {
            throw Fault(text, at, "a placeholder that is neither 'number' nor 'plural'");
        }

        Dictionary<string, IReadOnlyList<Part>> forms = new(StringComparer.Ordinal);
        while (!Take(text, ref at, '}'))
        {
            var form = Word(text, ref at);
            if (form.Length == 0 || !Take(text, ref at, '{') || !forms.TryAdd(form, Parts(text, ref at, isForm: true)) || !Take(text, ref at, '}'))
            {
                throw Fault(text, at, "a plural whose forms are not 'name {text}'");
            }
        }

        return forms.ContainsKey("other") ? new Plural(index, forms) : throw Fault(text, at, "a plural without the form 'other'");
    }

    private static string Word(string text, ref int at)
    {
        Space(text, ref at);
        var from = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '='))
        {
            at++;
        }

        return text[from..at];
    }

    private static bool Take(string text, ref int at, char wanted)
    {
        Space(text, ref at);
        var there = at < text.Length && text[at] == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private static void Space(string text, ref int at)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }
    }

    private static IEnumerable<int> Named(IEnumerable<Part> parts) => parts.SelectMany(static part => part switch
    {
        Value value => [value.Index],
        Plural plural => [plural.Index, .. plural.Forms.Values.SelectMany(Named)],
        _ => Array.Empty<int>(),
    });

    private static FormatException Fault(string text, int at, string what) => new($"{what} at character {at + 1} of '{text}'.");

    private abstract record Part;

    private sealed record Literal(string Text) : Part;

    private sealed record Counted : Part;

    private sealed record Value(int Index, bool Number) : Part;

    private sealed record Plural(int Index, IReadOnlyDictionary<string, IReadOnlyList<Part>> Forms) : Part;
}
