namespace Roundtable.Corpus.Sensitive;

/// <summary>Check digits of numbers and keys.</summary>
internal static class CheckDigits
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int ChecksumLength = 6;

    // Lengths of IBANs by country, from the registry of ISO 13616.
    private const string Lengths = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 "
        + "FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 "
        + "ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 "
        + "VG24 XK20";

    private static readonly Dictionary<string, int> _lengths =
        Lengths.Split(' ').ToDictionary(l => l[..2], l => int.Parse(l[2..], null), StringComparer.Ordinal);

    /// <summary>Whether the last digit of a number is its check digit by the Luhn algorithm (ISO/IEC 7812-1, annex B).</summary>
    public static bool Luhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }

    /// <summary>The length of a country's IBANs; 0 for a country without.</summary>
    public static int IbanLength(ReadOnlySpan<byte> country) => _lengths.GetValueOrDefault(string.Create(2, country[..2].ToArray(), (c, b) =>
    {
        (c[0], c[1]) = ((char)b[0], (char)b[1]);
    }));

    /// <summary>Whether the check digits of an IBAN without spaces are right: modulo 97 of ISO/IEC 7064.</summary>
    public static bool Iban(ReadOnlySpan<byte> iban)
    {
        var rest = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var character = iban[(i + 4) % iban.Length];
            if (char.IsAsciiDigit((char)character))
            {
                rest = ((rest * 10) + character - '0') % 97;
            }
            else if (char.IsAsciiLetterUpper((char)character))
            {
                rest = ((rest * 100) + character - 'A' + 10) % 97;
            }
            else
            {
                return false;
            }
        }

        return rest == 1;
    }

    /// <summary>Whether the last six characters of a token are the CRC-32 of those before them in base 62, as GitHub and npm write it.</summary>
    public static bool Crc32(ReadOnlySpan<byte> random)
    {
        Span<byte> expected = stackalloc byte[ChecksumLength];
        var sum = System.IO.Hashing.Crc32.HashToUInt32(random[..^ChecksumLength]);
        for (var i = ChecksumLength - 1; i >= 0; i--, sum /= 62)
        {
            expected[i] = (byte)Base62[(int)(sum % 62)];
        }

        return expected.SequenceEqual(random[^ChecksumLength..]);
    }
}
