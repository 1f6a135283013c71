using Roundtable.Record.Wording;

namespace Roundtable.Record.Languages;

/// <summary>
/// The program's texts in the language of whoever reads them. That language holds for the code that renders a page, and for nothing else: what is
/// recorded, exported or answered to a program is English.
/// </summary>
public static class Localized
{
    private static readonly AsyncLocal<Language?> _current = new();

    /// <summary>The language of the reader; English unless <see cref="Read"/> says otherwise.</summary>
    public static Language Reader => _current.Value ?? Language.English;

    /// <summary>The text in the reader's language.</summary>
    /// <param name="text">The English text.</param>
    public static string T(string text) => Reader.Of(text);

    /// <summary>The text in the reader's language, with values in it.</summary>
    /// <param name="text">The English text, a <see cref="Message"/>.</param>
    /// <param name="arguments">Its values: numbers are written in the reader's form where the message says so, all else as it comes.</param>
    public static string T(string text, params ReadOnlySpan<object?> arguments) => Reader.Of(text, arguments);

    /// <summary>An English text that is translated where it is shown and not where it stands; the text itself.</summary>
    /// <param name="text">The text.</param>
    public static string TLater(string text) => text;

    /// <summary>Numbers and names as a text, the numbers in the reader's form: to stand by itself or in a text of <see cref="T(string)"/>.</summary>
    /// <param name="text">The text, which has no words of its own.</param>
    public static string Written(FormattableString text) => text.ToString(Reader.Culture);

    /// <summary>The name of a value in the reader's language, as words: <c>at-limit</c> is "at limit" in English.</summary>
    /// <param name="value">A value of an enumeration.</param>
    public static string Named<TValue>(TValue value)
        where TValue : struct, Enum => T(Kebab.Spaced(Kebab.Name(value)));

    /// <summary>Lets the rest of this flow of control, until the result is disposed, read in a language.</summary>
    /// <param name="language">The reader's language.</param>
    public static IDisposable Read(Language language)
    {
        var before = _current.Value;
        _current.Value = language;
        return new Restored(before);
    }

    private sealed class Restored(Language? before) : IDisposable
    {
        public void Dispose() => _current.Value = before;
    }
}
