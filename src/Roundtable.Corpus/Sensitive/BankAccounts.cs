using System.Text;

namespace Roundtable.Corpus.Sensitive;

/// <summary>Finds IBANs, written together or in groups of four.</summary>
internal static class BankAccounts
{
    private const int Longest = 34;

    // The examples of ISO 13616's registry for the countries that are quoted most, and of manuals.
    private static readonly string[] _examples =
    [
        "GB82WEST12345698765432", "GB29NWBK60161331926819", "GB33BUKB20201555555555", "DE89370400440532013000", "DE75512108001245126199",
        "FR1420041010050500013M02606", "FR7630006000011234567890189",
        "ES9121000418450200051332", "NL91ABNA0417164300", "IT60X0542811101000000123456",
        "CH9300762011623852957", "BE68539007547034",
        "AT611904300234573201", "PL61109010140000071219812874", "SE4550000000058398257466",
    ];

    /// <summary>Finds the IBAN that begins at a word.</summary>
    /// <returns>The byte after it; 0 for none.</returns>
    public static int Find(ReadOnlySpan<byte> text, int start, List<SensitiveHit> into)
    {
        if (!char.IsAsciiLetterUpper((char)text[start]) || !char.IsAsciiLetterUpper((char)text[start + 1])
            || CheckDigits.IbanLength(text[start..]) is not (> 0 and var wanted))
        {
            return 0;
        }

        Span<byte> iban = stackalloc byte[Longest];
        var (count, at) = (0, start);
        for (; at < text.Length && count < wanted; at++)
        {
            if (text[at] == ' ' && count % 4 == 0)
            {
                continue;
            }

            if (!char.IsAsciiLetterUpper((char)text[at]) && !char.IsAsciiDigit((char)text[at]))
            {
                return 0;
            }

            iban[count++] = text[at];
        }

        if (count < wanted || (at < text.Length && char.IsAsciiLetterOrDigit((char)text[at])) || !CheckDigits.Iban(iban[..count]))
        {
            return 0;
        }

        var isExample = _examples.Contains(Encoding.ASCII.GetString(iban[..count]), StringComparer.Ordinal);
        into.Add(new SensitiveHit(SensitiveKind.BankAccount, "IBAN", start, at - start, isExample));
        return at;
    }
}
