using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Roundtable.Record.Wording;
using Roundtable.Web.Site.Languages;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Spending;
using static Roundtable.Record.Languages.Localized;

namespace Roundtable.Web.Site.Gateway;

/// <summary>Calls in words.</summary>
internal static class CallText
{
    private const int MaxShown = 200_000;

    private static readonly JsonSerializerOptions _indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the page escapes it
    };

    /// <summary>How a call ended.</summary>
    public static string Outcome(int? status, string? cut) =>
        cut is not null ? T("cut: {0}", Kebab.Spaced(cut)) : status?.ToString(CultureInfo.InvariantCulture) ?? T("unknown");

    /// <summary>A number of tokens; a dash where none was told.</summary>
    public static string Tokens(long? count) => count?.Grouped() ?? "–";

    /// <summary>What a call is charged; never zero for what is not known.</summary>
    public static string Cost(Charge? charge, decimal? told) => charge switch
    {
        { State: ChargeState.Settled } => TokenText.Dollars(charge.MicroDollars),
        { State: ChargeState.Unpriced, MicroDollars: 0 } => T("unknown"),
        { State: ChargeState.Unpriced } => T("at least {0}", TokenText.Dollars(charge.MicroDollars)),
        { State: ChargeState.Kept } => T("{0}, as reserved", TokenText.Dollars(charge.MicroDollars)),
        { } => T("{0}, reserved", TokenText.Dollars(charge.MicroDollars)),
        null when told is { } dollars => "$" + dollars.ToString("0.00####", Reader.Culture),
        null => "–",
    };

    /// <summary>How what a call is charged came about, in a sentence; null where there is nothing to say.</summary>
    public static string? Explained(Charge? charge) => charge?.State switch
    {
        ChargeState.Kept => T("The provider told no usage, so that what was reserved for the call stays charged."),
        ChargeState.Reserved => T("The call is under way, or its end was never seen: what was reserved for it is charged."),
        ChargeState.Unpriced => T("The price of the model, or what was used, is not known in full."),
        _ => null,
    };

    /// <summary>A content as text: JSON set out in lines, anything else as it is; null where it is no text.</summary>
    /// <param name="content">The content.</param>
    /// <param name="isCut">Whether only its beginning is shown.</param>
    public static string? Shown(byte[] content, out bool isCut)
    {
        isCut = false;
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        try
        {
            text = JsonSerializer.Serialize(JsonElement.Parse(text), _indented);
        }
        catch (JsonException)
        {
            // A stream of events, or plain text.
        }

        isCut = text.Length > MaxShown;
        return isCut ? text[..MaxShown] : text;
    }
}
