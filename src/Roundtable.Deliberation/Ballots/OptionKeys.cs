using System.Globalization;

namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// The keys under which options are shown, chosen so that none can be mistaken for an option: letters as a rule; "Option 1", "Option 2"… where an option
/// is itself a letter or begins with one as its label; a letter and a number where options are both. They depend on the options alone and not on their
/// order.
/// </summary>
public sealed class OptionKeys
{
    private static readonly string[] _prefixes = ["K", "X", "Z", "Q", "V", "W", "KEY-"];

    private OptionKeys(IReadOnlyList<string> names, string prefix, string abstain, string objection)
    {
        Names = names;
        Prefix = prefix;
        Abstain = abstain;
        Objection = objection;
    }

    /// <summary>The key's name by the position at which its option is shown, from 0: <c>A</c>, <c>1</c> or <c>K1</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The word for an abstention: <c>abstain</c>, unless that is an option.</summary>
    public string Abstain { get; }

    /// <summary>The word for an objection to the question: <c>object</c>, unless that is an option.</summary>
    public string Objection { get; }

    /// <summary>What stands before a name where the name alone would be a number; else empty.</summary>
    private string Prefix { get; }

    /// <summary>The keys for <paramref name="options"/>.</summary>
    public static OptionKeys For(IReadOnlyList<string> options)
    {
        var plain = options.Select(OptionText.Plain).ToList();
        var abstain = Unused("abstain", "no-vote", plain);
        var objection = Unused("object", "object-to-question", plain);
        var letters = options.Count <= 26 && !plain.Exists(p => OptionText.IsLetter(p) || OptionText.IsLabelled(p));
        if (letters)
        {
            return new OptionKeys([.. options.Select((_, i) => ((char)('A' + i)).ToString())], "", abstain, objection);
        }

        var numbers = !plain.Exists(p => OptionText.HasDigit(p));
        var prefix = numbers
            ? ""
            : _prefixes.First(c => c.Length > 1 || !plain.Exists(p => p.StartsWith(c, StringComparison.Ordinal) && OptionText.HasDigit(p)));
        return new OptionKeys(
            [.. options.Select((_, i) => prefix + (i + 1).ToString(CultureInfo.InvariantCulture))], numbers ? "Option " : "", abstain, objection);
    }

    /// <summary>The key that stands for the option shown at <paramref name="position"/>, as an answer gives it.</summary>
    public string Key(int position) => Prefix + Names[position];

    /// <summary>The key as it stands before its option and in sentences, as in "Option A".</summary>
    public string Label(int position) => "Option " + Names[position];

    private static string Unused(string word, string instead, List<string> plain) =>
        plain.Exists(p => string.Equals(p, word, StringComparison.OrdinalIgnoreCase)) ? instead : word;
}
