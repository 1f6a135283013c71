using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Roundtable.Record.Languages;

namespace Roundtable.Web.Site.Languages;

/// <summary>Sentences with markup in them, in the reader's language.</summary>
public static class LocalizedMarkup
{
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>
    /// The sentence in the reader's language. Its markup is the program's own, and a translation cannot bring any other (<see cref="LanguageFile"/>);
    /// values are encoded, so that they can stand in text and within quotation marks.
    /// </summary>
    /// <param name="text">The English sentence, a literal of the program: HTML with placeholders.</param>
    /// <param name="arguments">The values.</param>
    public static MarkupString TMarkup(string text, params ReadOnlySpan<object?> arguments) => new(Localized.Reader.Of(text, arguments, _encoder.Encode));
}
