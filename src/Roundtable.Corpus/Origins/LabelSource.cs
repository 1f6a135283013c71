using System.Globalization;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Origins;

/// <summary>
/// What a file of a run's labels declares of each row: the label is the work of the run's models, and of the row's text it says nothing.
/// docs/formats/labels.md.
/// </summary>
public static class LabelSource
{
    /// <summary>Stands before the run in the name of its labels: <c>label:RUN@LEAF</c>.</summary>
    public const string Prefix = "label:";

    private const string Field = "label_source";
    private const string LabelField = "label";

    /// <summary>The name of labels, as the field <c>label_source</c> has it.</summary>
    /// <param name="run">Id of the run.</param>
    /// <param name="leaf">The leaf that records the labels.</param>
    public static string Name(string run, long leaf) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{run}@{leaf}");

    /// <summary>The run and the leaf that a name means; null where it is not the name of labels.</summary>
    public static (string Run, long Leaf)? Parse(string? name)
    {
        if (name is null || !name.StartsWith(Prefix, StringComparison.Ordinal) || name.LastIndexOf('@') is var at && at <= Prefix.Length)
        {
            return null;
        }

        var run = name[Prefix.Length..at];
        return run.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            && long.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var leaf)
                ? (run, leaf)
                : null;
    }

    /// <summary>The evidence in a declaration; null where it names no labels.</summary>
    internal static Evidence? Read(string field, string value) =>
        field.Equals(Field, StringComparison.OrdinalIgnoreCase) && Parse(value) is { } labels
            ? new Evidence(EvidenceKind.Declared, Origin.Synthetic, Strength.Moderate, Summary(labels.Run, labels.Leaf)) { Model = value }
            : null;

    private static string Summary(string run, long leaf) => string.Create(CultureInfo.InvariantCulture, $"label by run {run}, leaf {leaf}");

    /// <summary>
    /// Evidence as far as it applies to a row. That of labels is limited to the label: a row that has a text besides is mixed, one without a label has none.
    /// Other evidence is returned as it is.
    /// </summary>
    internal static Evidence? Limited(Evidence evidence, RowText row, RowPlan plan)
    {
        if (Parse(evidence.Model) is null)
        {
            return evidence;
        }

        for (var i = 0; i < row.Parts.Count; i++)
        {
            if (plan.Fields[row.Parts[i].Field].Name == LabelField && row.Parts[i].Length > 0)
            {
                var hasText = row.Parts.Any(p => p.Role == FieldRole.Text);
                return evidence with
                {
                    Indicates = hasText ? Origin.Mixed : Origin.Synthetic,
                    Spans = [RowSpans.Of(row, plan, i, 0, row.Parts[i].Length)],
                };
            }
        }

        return null;
    }
}
