using System.Globalization;

namespace Roundtable.Record.Languages;

/// <summary>
/// Which form a noun takes beside a whole number: the rules of Unicode's CLDR (UTS 35, Language Plural Rules) in their own notation, as far as they
/// speak of whole numbers that are not negative: <c>one: n = 1; few: n % 10 = 2..4 and n % 100 != 12..14</c>. What no rule names is <c>other</c>.
/// </summary>
public sealed class PluralRules
{
    private readonly IReadOnlyList<(string Form, IReadOnlyList<IReadOnlyList<Relation>> Any)> _rules;

    private PluralRules(IReadOnlyList<(string Form, IReadOnlyList<IReadOnlyList<Relation>> Any)> rules) => _rules = rules;

    /// <summary>The forms that there are, <c>other</c> the last.</summary>
    public IReadOnlyList<string> Forms => [.. _rules.Select(r => r.Form), "other"];

    /// <summary>Reads rules; an empty text is a language without forms.</summary>
    /// <exception cref="FormatException">The text is not rules.</exception>
    public static PluralRules Parse(string text) => new(
        [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(static rule =>
            rule.Split(':', StringSplitOptions.TrimEntries) is [{ Length: > 0 } form, var condition]
                ? (form, (IReadOnlyList<IReadOnlyList<Relation>>)[.. condition.Split(" or ").Select(static all =>
                    (IReadOnlyList<Relation>)[.. all.Split(" and ").Select(Relation.Parse)])])
                : throw new FormatException($"'{rule}' is not a plural rule such as 'one: n = 1'."))]);

    /// <summary>The form beside a number.</summary>
    /// <param name="number">The number; its sign does not matter.</param>
    public string Form(long number) =>
        _rules.FirstOrDefault(r => r.Any.Any(all => all.All(relation => relation.Holds(Math.Abs(number))))).Form ?? "other";

    private sealed record Relation(long? Modulus, bool Is, IReadOnlyList<(long From, long To)> Ranges)
    {
        public bool Holds(long number)
        {
            var left = Modulus is { } modulus ? number % modulus : number;
            return Ranges.Any(r => left >= r.From && left <= r.To) == Is;
        }

        public static Relation Parse(string text)
        {
            var isNot = text.Contains("!=", StringComparison.Ordinal);
            if (text.Split(isNot ? "!=" : "=", StringSplitOptions.TrimEntries) is not [var left, var right]
                || left.Split('%', StringSplitOptions.TrimEntries) is not ["n" or "i", .. { Length: <= 1 } modulus])
            {
                throw new FormatException($"'{text}' is not a relation such as 'n % 10 = 2..4'.");
            }

            return new Relation(
                modulus is [var by] ? Whole(by) : null,
                !isNot,
                [.. right.Split(',').Select(range => range.Split("..") is [var from, var to] ? (Whole(from), Whole(to)) : (Whole(range), Whole(range)))]);
        }

        private static long Whole(string text) =>
            long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 0
                ? number
                : throw new FormatException($"'{text.Trim()}' is not a whole number.");
    }
}
