using System.Globalization;
using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Gold;

/// <summary>Splits of items for cross-validation in which equal texts always fall on one side.</summary>
public static class TextFolds
{
    /// <summary>The fold of each item, from 0: different texts are dealt to the folds in a random order, so that the numbers of texts differ by at most one.</summary>
    /// <param name="texts">The key of each item's text.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="seed">The same seed gives the same folds.</param>
    public static int[] Of(IReadOnlyList<Digest> texts, int folds, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var prefix = seed.ToString(CultureInfo.InvariantCulture);
        var fold = texts.Distinct()
            .OrderBy(t => Digest.Of(Encoding.UTF8.GetBytes($"{prefix}\t{t}")).ToString(), StringComparer.Ordinal)
            .Select((text, index) => (text, index))
            .ToDictionary(t => t.text, t => t.index % folds);
        return [.. texts.Select(t => fold[t])];
    }
}
