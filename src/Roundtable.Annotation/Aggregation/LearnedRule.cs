using System.Text.Json.Serialization;
using Roundtable.Annotation.Calibration;
using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// A rule learned from gold, bound to the model versions whose votes it learned from: it labels other items of the same sources and classes, and refuses
/// votes of other versions.
/// </summary>
/// <param name="Rule">The name of the rule that was chosen, such as <c>blend</c> or <c>best-seat</c>.</param>
/// <param name="Sources">Whose votes it weighs, in the order of its weights.</param>
/// <param name="Classes">The classes, in the order of its weights.</param>
/// <param name="Gold">Number of items with gold that it was learned from.</param>
/// <param name="Components">The parts of the mixture.</param>
/// <param name="Temperature">What the log odds of the mixture are divided by, so that its probabilities are calibrated; above 0.</param>
public sealed record LearnedRule(
    string Rule,
    IReadOnlyList<RuleSource> Sources,
    IReadOnlyList<string> Classes,
    int Gold,
    IReadOnlyList<RuleComponent> Components,
    double Temperature)
{
    /// <summary>
    /// The most that any label can be told with: (n + 1) / (n + 2) after n items of gold, Laplace's rule of succession for a rule that was never seen to fail.
    /// </summary>
    [JsonIgnore]
    public double MaxProbability => (Gold + 1.0) / (Gold + 2.0);

    /// <summary>
    /// Why the rule cannot label this table, in one sentence, or null where it can: other classes, a source that it does not know, a version that is unknown
    /// or another.
    /// </summary>
    public string? Problem(VoteTable table)
    {
        if (Misfit(table) is { } misfit)
        {
            return misfit;
        }

        var known = Sources.ToDictionary(s => s.Name, s => s.Served, StringComparer.Ordinal);
        foreach (var source in table.Sources)
        {
            if (known[source.Name] is not { } served)
            {
                return $"It was learned from votes of '{source.Name}' without a served model version on record, "
                    + "so it cannot be told whether that model is still the same.";
            }

            if (source.Served != served)
            {
                var now = source.Served is null ? "an unknown version" : $"'{source.Served}'";
                return $"It was learned from '{served}' as '{source.Name}', which is now served by {now}: "
                    + "the rule has expired; learn it again.";
            }
        }

        return null;
    }

    /// <summary>Labels a table of other items.</summary>
    /// <exception cref="AggregationRefusedException">With <see cref="Problem"/>.</exception>
    public AggregatedLabels Apply(VoteTable table) => Problem(table) is { } problem ? throw new AggregationRefusedException(Rule, problem) : Label(table);

    /// <summary>Labels a table whose versions are those it was learned from.</summary>
    internal AggregatedLabels Label(VoteTable table)
    {
        var position = Positions(table);
        var classes = Classes.Count;
        var probabilities = new double[table.Items.Count * classes];
        var votes = new short[Sources.Count];
        var scratch = new double[classes];
        for (var i = 0; i < table.Items.Count; i++)
        {
            Array.Fill(votes, VoteTable.None);
            var given = table.Of(i);
            for (var s = 0; s < given.Length; s++)
            {
                votes[position[s]] = given[s];
            }

            Fill(votes, probabilities.AsSpan(i * classes, classes), scratch);
        }

        return new AggregatedLabels(Rule, classes, probabilities);
    }

    /// <summary>The distribution for one item; all 0 where nobody voted.</summary>
    internal void Fill(ReadOnlySpan<short> votes, Span<double> row, Span<double> scratch)
    {
        row.Clear();
        if (!votes.ContainsAnyExcept(VoteTable.None))
        {
            return;
        }

        foreach (var component in Components)
        {
            component.AddTo(votes, row, scratch);
        }

        Softmax.Temper(row, Temperature);
        var rest = 1 / (Gold + 2.0);
        var classes = row.Length;
        var spread = classes == 1 ? 0 : rest / (classes - 1);
        for (var c = 0; c < classes; c++)
        {
            // The class that was never right in the gold keeps a share, and 1 becomes MaxProbability.
            row[c] = classes == 1 ? 1 : (row[c] * (1 - rest - spread)) + spread;
        }
    }

    private string? Misfit(VoteTable table)
    {
        if (!Classes.SequenceEqual(table.Classes, StringComparer.Ordinal))
        {
            return $"It was learned for the classes {string.Join(", ", Classes)}, not {string.Join(", ", table.Classes)}.";
        }

        var known = Sources.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return table.Sources.FirstOrDefault(s => !known.Contains(s.Name)) is { } unknown ? $"It has not learned from any vote of '{unknown.Name}'." : null;
    }

    private int[] Positions(VoteTable table)
    {
        var index = Sources.Select((s, i) => (s.Name, i)).ToDictionary(s => s.Name, s => s.i, StringComparer.Ordinal);
        return [.. table.Sources.Select(s => index[s.Name])];
    }
}
