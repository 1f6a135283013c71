using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Judging;

/// <summary>An earlier ruling that would come out otherwise today.</summary>
/// <param name="Place">Where it stands: a leaf, or a line of a file.</param>
/// <param name="Before">What it said.</param>
/// <param name="Today">What is said today.</param>
/// <param name="Rule">The rule that makes the difference, in kebab-case; <c>registry</c> where its entries do.</param>
public sealed record RulingDifference(string Place, RecordedRuling Before, Ruling Today, string Rule)
{
    /// <summary>The difference in one line.</summary>
    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{Before.Content}, {Kebab.Name(Before.Use)}{(Before.As is { } name ? $" by {name}" : "")}: {RulingText.Answer(Before.Outcome)} before, "
            + $"{RulingText.Answer(Today.Outcome)} today ({Rule}): {RulingReason.Of(Today)}");
}

/// <summary>Earlier rulings held against what is said today.</summary>
public sealed class RulingComparison
{
    /// <summary>How many rulings were made again.</summary>
    public int Compared { get; internal set; }

    /// <summary>How many could not be: on files of rows, what-ifs, and what is no ruling.</summary>
    public int NotComparable { get; internal set; }

    /// <summary>The rulings that would differ, in the order of their places.</summary>
    public List<RulingDifference> Differences { get; } = [];

    /// <summary>The comparison as text.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Differences.Count} of {Compared} rulings would differ today. Earlier rulings stay as they are.");
        if (NotComparable > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{NotComparable} could not be made again: files of rows, what-ifs, and what is no ruling.");
        }

        foreach (var rule in Differences.GroupBy(d => d.Rule, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"BY {rule.Key.ToUpperInvariant()}: {rule.Count()}");
            foreach (var difference in rule)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {difference.Place}: {difference.Line}");
            }
        }

        return text.AppendLine().Append(RulingText.NotAdvice).ToString();
    }

    /// <summary>The comparison as JSON.</summary>
    public JsonObject Json() => new()
    {
        ["compared"] = Compared,
        ["notComparable"] = NotComparable,
        ["differences"] = Document.Array(Differences, d => new JsonObject
        {
            ["place"] = d.Place,
            ["content"] = d.Before.Content,
            ["use"] = Kebab.Name(d.Before.Use),
            ["as"] = d.Before.As,
            ["before"] = Kebab.Name(d.Before.Outcome),
            ["rulesBefore"] = d.Before.Rules,
            ["today"] = Kebab.Name(d.Today.Outcome),
            ["rules"] = RulingWriter.Rules,
            ["rule"] = d.Rule,
            ["says"] = RulingReason.Of(d.Today),
        }),
    };
}
