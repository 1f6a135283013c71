using System.Collections.Frozen;
using System.Text;

namespace Roundtable.Corpus.Sensitive;

/// <summary>Finds telephone, card and social security numbers: groups of digits with single characters between them.</summary>
internal static class Numbers
{
    private const int MaxDigits = 19;
    private const int MaxGroups = 8;
    private const int WordBefore = 16;

    // Numbers that the payment services publish for tests.
    private static readonly FrozenSet<string> _testCards =
        ("4111111111111111 4242424242424242 4012888888881881 4000056655665556 4000000000000002 4000000000000077 4000002500003155 4000002760003184 "
            + "4000000000003220 4917610000000000 5555555555554444 5105105105105100 5200828282828210 5425233430109903 2223003122003222 "
            + "2223000048400011 378282246310005 371449635398431 378734493671000 6011111111111117 6011000990139424 6011981111111113 3566002020360505 "
            + "3530111333300000 6200000000000005 4222222222222 4007000000027 4012000033330026 4532015112830366 5454545454545454 4000000000000000 "
            + "4444333322221111")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] _phoneWords =
        ["phone", "tel", "mobile", "cell", "fax", "call", "whatsapp", "telefon", "movil", "telephone", "hotline", "sms"];

    /// <summary>Finds the number of which a word is the beginning.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The first byte of a word that begins with a digit.</param>
    /// <param name="into">Receives what is found.</param>
    /// <returns>The byte after the groups of digits that were examined; they need not be examined again.</returns>
    public static int Find(ReadOnlySpan<byte> text, int start, List<SensitiveHit> into)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        Span<int> groups = stackalloc int[MaxGroups];
        var (count, group, at, between) = (0, 0, start, (byte)0);
        var isMixed = false;
        while (at < text.Length)
        {
            var first = at;
            for (; at < text.Length && char.IsAsciiDigit((char)text[at]); at++)
            {
                if (count == MaxDigits)
                {
                    return at + 1;
                }

                digits[count++] = text[at];
            }

            groups[group++] = at - first;
            var gap = Gap(text, at);
            if (gap == 0 || group == MaxGroups || count == MaxDigits)
            {
                break;
            }

            isMixed |= between != 0 && between != text[at];
            between = text[at];
            at += gap;
        }

        // More digits than a number has, or a part of an identifier, a decimal or an address.
        if (count < 9 || (at < text.Length && (char.IsAsciiLetterOrDigit((char)text[at]) || text[at] == '_')) || IsPart(text, start))
        {
            return at;
        }

        var hit = Card(digits[..count], groups[..group], between, isMixed) ?? Security(digits[..count], groups[..group], between, isMixed)
            ?? Phone(text, start, digits[..count], groups[..group]);
        if (hit is { } found)
        {
            var from = found.Kind == SensitiveKind.PhoneNumber && start > 0 && text[start - 1] is (byte)'+' or (byte)'(' ? start - 1 : start;
            from = from > 0 && text[from] == '(' && text[from - 1] == '+' ? from - 1 : from;
            into.Add(found with { Start = from, Length = at - from });
        }

        return at;
    }

    /// <summary>The number of bytes between two groups of digits; 0 where no further group follows.</summary>
    private static int Gap(ReadOnlySpan<byte> text, int at)
    {
        if (at + 1 >= text.Length)
        {
            return 0;
        }

        var isDigit = char.IsAsciiDigit((char)text[at + 1]);
        return text[at] is (byte)' ' or (byte)'-' or (byte)'.' or (byte)'/' && isDigit ? 1
            : at + 2 < text.Length && ((text[at] == ')' && text[at + 1] is (byte)' ' or (byte)'-') || (text[at] == ' ' && text[at + 1] == '('))
                && char.IsAsciiDigit((char)text[at + 2]) ? 2
            : text[at] == ')' && isDigit ? 1
            : 0;
    }

    private static bool IsPart(ReadOnlySpan<byte> text, int start) => start > 0
        && (text[start - 1] is (byte)'.' or (byte)'_' or (byte)'/' or (byte)'=' or (byte)'#' or (byte)'$' or (byte)'&' or (byte)'%' or (byte)','
            || (text[start - 1] == '-' && start > 1 && char.IsAsciiLetterOrDigit((char)text[start - 2])));

    private static SensitiveHit? Card(ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, byte between, bool isMixed)
    {
        var isGrouped = groups is [4, 4, 4, 4] or [4, 6, 5] && between is (byte)' ' or (byte)'-' && !isMixed;
        if ((groups.Length != 1 && !isGrouped) || Scheme(digits) is not { } scheme || !CheckDigits.Luhn(digits) || digits.IndexOfAnyExcept(digits[0]) < 0)
        {
            return null;
        }

        var isExample = _testCards.Contains(Encoding.ASCII.GetString(digits)) || digits[1..^1].IndexOfAnyExcept((byte)'0') < 0;
        return new SensitiveHit(SensitiveKind.CardNumber, $"card number ({scheme})", 0, 0, isExample);
    }

    private static string? Scheme(ReadOnlySpan<byte> digits)
    {
        var four = ((digits[0] - '0') * 1000) + ((digits[1] - '0') * 100) + ((digits[2] - '0') * 10) + digits[3] - '0';
        return (digits.Length, four) switch
        {
            (16, >= 4000 and <= 4999) => "Visa",
            (16, (>= 5100 and <= 5599) or (>= 2221 and <= 2720)) => "Mastercard",
            (15, (>= 3400 and <= 3499) or (>= 3700 and <= 3799)) => "American Express",
            (16, 6011 or (>= 6440 and <= 6599)) => "Discover",
            (16, >= 3528 and <= 3589) => "JCB",
            (16, >= 6200 and <= 6299) => "UnionPay",

            // Not Visa's of 13 and Maestro's of 12 digits: numbers of articles (EAN, UPC) are as long, and are everywhere.
            (19, >= 4000 and <= 4999) => "Visa",
            (15, 1800 or 2131) => "JCB",
            (14, (>= 3000 and <= 3059) or (>= 3600 and <= 3699) or (>= 3800 and <= 3999)) => "Diners Club",
            (16, 5018 or 5020 or 5038 or 5893 or 6304 or 6759 or (>= 6761 and <= 6763)) => "Maestro",
            _ => null,
        };
    }

    private static SensitiveHit? Security(ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, byte between, bool isMixed)
    {
        if (groups is not [3, 2, 4] || between != '-' || isMixed)
        {
            return null;
        }

        var (area, pair, serial) = (Number(digits[..3]), Number(digits[3..5]), Number(digits[5..]));
        if (area is 0 or 666 or >= 900 || pair == 0 || serial == 0)
        {
            return null;
        }

        // Numbers that were published in advertisements and stand in every manual.
        var isExample = (area, pair, serial) is (123, 45, 6789) or (78, 5, 1120) or (219, 9, 9999) || digits.IndexOfAnyExcept(digits[0]) < 0;
        return new SensitiveHit(SensitiveKind.SocialSecurityNumber, "US social security number", 0, 0, isExample);
    }

    private static SensitiveHit? Phone(ReadOnlySpan<byte> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups)
    {
        var isInternational = start > 0 && text[start - 1] == '+' && (start < 2 || !char.IsAsciiLetterOrDigit((char)text[start - 2]));
        if (isInternational)
        {
            // Every other first digit is that of a country code of E.164.
            return digits[0] != '0' && digits.Length is >= 9 and <= 15 && (groups.Length > 1 || digits.Length >= 10)
                ? Number(digits, digits[0] == '1' ? 1 : 0) : null;
        }

        if (groups is [3, 3, 4] && digits[0] >= '2' && digits[3] >= '2')
        {
            return Number(digits, 0);
        }

        if (groups is [1, 3, 3, 4] && digits[0] == '1' && digits[1] >= '2' && digits[4] >= '2')
        {
            return Number(digits, 1);
        }

        return digits.Length <= 12 && IsNamed(text[Math.Max(0, start - WordBefore)..start]) ? Number(digits, 0) : null;
    }

    /// <summary>A telephone number; those that are reserved for fiction and those of one digit are examples.</summary>
    private static SensitiveHit Number(ReadOnlySpan<byte> digits, int area)
    {
        var rest = digits[area..];
        var isFiction = rest.Length == 10 && (rest[..3].SequenceEqual("555"u8) || (rest[3..6].SequenceEqual("555"u8) && (rest[6..8].SequenceEqual("01"u8)
            || rest[6..].SequenceEqual("1234"u8) || rest[6..].SequenceEqual("5555"u8) || rest[6..].SequenceEqual("1212"u8))));
        var isOrdered = "01234567890"u8.IndexOf(digits) >= 0 || "12345678901"u8.IndexOf(rest[..Math.Min(rest.Length, 9)]) >= 0;
        return new SensitiveHit(SensitiveKind.PhoneNumber, "telephone number", 0, 0, isFiction || isOrdered || rest[1..].IndexOfAnyExcept(rest[1]) < 0);
    }

    /// <summary>Whether the text before a number says that it is a telephone number.</summary>
    private static bool IsNamed(ReadOnlySpan<byte> before)
    {
        var text = Encoding.ASCII.GetString(before).ToLowerInvariant().TrimEnd(' ', ':', '.', '#', '(', '*', '-', '=');
        return Array.Exists(_phoneWords, w => text.EndsWith(w, StringComparison.Ordinal) || text.EndsWith(w + " number", StringComparison.Ordinal)
            || text.EndsWith(w + " no", StringComparison.Ordinal));
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
