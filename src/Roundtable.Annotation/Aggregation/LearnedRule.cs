using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Aggregation;

/// <summary>
/// A rule learned from gold, bound to the model versions whose votes it learned from: it labels other items of the same sources and classes, and refuses votes of other
/// versions.
/// </summary>
/// <param name="Kind">How it was learned: the name of its rule.</param>
/// <param name="Sources">Whose votes it weighs, in the order of its weights.</param>
/// <param name="Classes">The classes, in the order of its weights.</param>
/// <param name="Gold">Number of items with gold it was learned from.</param>
/// <param name="Bias">The log odds of each class before any vote.</param>
/// <param name="Weights">
/// What a vote adds to the log odds of each class: source × class voted for × class. A missing vote adds nothing.
/// </param>
/// <param name="Temperature">What the log odds are divided by, so that probabilities are calibrated; above 0.</param>
public sealed record LearnedRule(
    string Kind, IReadOnlyList<RuleSource> Sources, IReadOnlyList<string> Classes, int Gold, IReadOnlyList<double> Bias, IReadOnlyList<double> Weights, double Temperature)
{
    /// <summary>Why the rule cannot label this table, in one sentence, or null where it can: other classes, none of its sources, or other model versions.</summary>
    public string? Problem(VoteTable table)
    {
        if (!Classes.SequenceEqual(table.Classes, StringComparer.Ordinal))
        {
            return $"It was learned for the classes {string.Join(", ", Classes)}, not {string.Join(", ", table.Classes)}.";
        }

        var known = Sources.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var unknown = table.Sources.FirstOrDefault(s => !known.ContainsKey(s.Name));
        if (unknown is not null)
        {
            return $"It knows nothing of '{unknown.Name}'.";
        }

        var expired = table.Sources.FirstOrDefault(s => known[s.Name].Served is not { } served || served != s.Served);
        return expired is null
            ? null
            : $"It was learned from '{known[expired.Name].Served ?? "an unknown version"}' in seat '{expired.Name}', which is now served by '{expired.Served ?? "an unknown version"}': learn it again.";
    }

    /// <summary>Labels a table.</summary>
    /// <exception cref="AggregationRefusedException">With <see cref="Problem"/>.</exception>
    public AggregatedLabels Apply(VoteTable table)
    {
        if (Problem(table) is { } problem)
        {
            throw new AggregationRefusedException(Kind, problem);
        }

        var classes = Classes.Count;
        var position = table.Sources.Select(s => Sources.ToList().FindIndex(k => k.Name == s.Name)).ToArray();
        var probabilities = new double[table.Items.Count * classes];
        for (var i = 0; i < table.Items.Count; i++)
        {
            var row = probabilities.AsSpan(i * classes, classes);
            for (var c = 0; c < classes; c++)
            {
                row[c] = Bias[c];
                for (var s = 0; s < position.Length; s++)
                {
                    if (table[i, s] is var vote && vote != VoteTable.None)
                    {
                        row[c] += Weights[((position[s] * classes + vote) * classes) + c];
                    }
                }

                row[c] /= Temperature;
            }

            Softmax.InPlace(row);
        }

        return new AggregatedLabels(Kind, classes, probabilities);
    }
}
