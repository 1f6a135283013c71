using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;

namespace Roundtable.Record.Languages;

/// <summary>
/// A language in which people read the program. The English text is the key of its own translations, as with gettext: what a language lacks is shown
/// in English.
/// </summary>
public sealed class Language
{
    private readonly FrozenDictionary<string, string> _texts;
    private readonly ConcurrentDictionary<string, Message> _messages = new(StringComparer.Ordinal);

    /// <summary>A language.</summary>
    /// <param name="culture">How it writes numbers and days, and its tag (BCP 47).</param>
    /// <param name="name">What it is called by those who speak it.</param>
    /// <param name="isRightToLeft">Whether it is written from right to left.</param>
    /// <param name="plurals">Which forms its nouns take beside numbers.</param>
    /// <param name="texts">Its texts, by the English ones.</param>
    public Language(CultureInfo culture, string name, bool isRightToLeft, PluralRules plurals, IReadOnlyDictionary<string, string> texts)
    {
        Culture = WithGregorianDays(culture);
        Name = name;
        IsRightToLeft = isRightToLeft;
        Plurals = plurals;
        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>English, which needs no translations.</summary>
    public static Language English { get; } =
        new(CultureInfo.GetCultureInfo("en"), "English", false, PluralRules.Parse("one: n = 1"), FrozenDictionary<string, string>.Empty);

    /// <summary>Its tag (BCP 47), such as <c>de</c>.</summary>
    public string Tag => Culture.Name;

    /// <summary>How it writes numbers and days.</summary>
    public CultureInfo Culture { get; }

    /// <summary>What it is called by those who speak it.</summary>
    public string Name { get; }

    /// <summary>Whether it is written from right to left.</summary>
    public bool IsRightToLeft { get; }

    /// <summary>Which forms its nouns take beside numbers.</summary>
    public PluralRules Plurals { get; }

    /// <summary>Its texts, by the English ones.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>Days on record are Gregorian, and have to be the same day in every language.</summary>
    private static CultureInfo WithGregorianDays(CultureInfo culture)
    {
        if (culture.Calendar is GregorianCalendar)
        {
            return culture;
        }

        var same = (CultureInfo)culture.Clone();
        if (culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() is { } calendar)
        {
            same.DateTimeFormat.Calendar = calendar;
        }
        else
        {
            same.DateTimeFormat = DateTimeFormatInfo.InvariantInfo;
        }

        return same;
    }

    /// <summary>The same language with the numbers and days of one of its regions.</summary>
    /// <param name="culture">The region's culture.</param>
    public Language In(CultureInfo culture) => new(culture, Name, IsRightToLeft, Plurals, _texts);

    /// <summary>A text in this language.</summary>
    /// <param name="text">The English text.</param>
    public string Of(string text) => _texts.GetValueOrDefault(text, text);

    /// <summary>A text in this language with values in it.</summary>
    /// <param name="text">The English text with its placeholders; see <see cref="Message"/>.</param>
    /// <param name="arguments">The values.</param>
    /// <param name="escape">What is done to each value before it stands in the text; null for nothing.</param>
    /// <exception cref="FormatException">The text is not a message, or names a value that is not there.</exception>
    public string Of(string text, ReadOnlySpan<object?> arguments, Func<string, string>? escape = null)
    {
        if (!_messages.TryGetValue(text, out var message))
        {
            message = Message.Parse(Of(text));
            _messages[text] = message;
        }

        return message.Format(this, arguments, escape);
    }
}
