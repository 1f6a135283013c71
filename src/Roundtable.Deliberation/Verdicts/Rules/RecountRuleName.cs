using System.Diagnostics.CodeAnalysis;

namespace Roundtable.Deliberation.Verdicts.Rules;

/// <summary>The names of the rules on the command line, in JSON and in help: their identifiers in lower case.</summary>
public static class RecountRuleName
{
    /// <summary>All names, in the order of <see cref="RecountRule"/>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<RecountRule>().Select(Of)];

    /// <summary>The name of <paramref name="rule"/>.</summary>
    public static string Of(RecountRule rule) => rule.ToString().ToLowerInvariant();

    /// <summary>Parses a rule's name, ignoring case.</summary>
    /// <returns>Whether there is such a rule.</returns>
    public static bool TryParse([NotNullWhen(true)] string? name, out RecountRule rule)
    {
        // Enum.TryParse would accept "2" as well.
        var index = All.ToList().FindIndex(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        rule = (RecountRule)Math.Max(index, 0);
        return index >= 0;
    }
}
