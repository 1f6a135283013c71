using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Estimates;

/// <summary>
/// What a panel says of each item of a run, by whatever rule: a class, or the probability of each class. For items with gold it must come from a rule that
/// did not see that
/// item's gold (its label is predicted out of fold where the rule was trained on gold); otherwise the panel looks better on gold than it is, and every
/// estimate from it is wrong.
/// </summary>
public sealed class PanelLabels
{
    private readonly short[] _labels;
    private readonly float[]? _probabilities;

    private PanelLabels(int classes, short[] labels, float[]? probabilities) => (Classes, _labels, _probabilities) = (classes, labels, probabilities);

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Number of items.</summary>
    public int Items => _labels.Length;

    /// <summary>Whether probabilities are known, rather than only the label.</summary>
    public bool HasProbabilities => _probabilities is not null;

    /// <summary>The probability of a class for an item; 1 for the label and 0 otherwise where only labels are known; 0 for an item without a label.</summary>
    public double this[int item, int @class] =>
        _probabilities is { } p ? p[(item * Classes) + @class] : _labels[item] == @class ? 1 : 0;

    /// <summary>Labels without probabilities.</summary>
    /// <param name="classes">Number of classes.</param>
    /// <param name="labels">For each item the index of its class, or <see cref="VoteTable.None"/>.</param>
    /// <exception cref="ArgumentException">When a label is for no class.</exception>
    public static PanelLabels Of(int classes, IReadOnlyList<short> labels)
    {
        var copy = labels.ToArray();
        return copy.AsSpan().ContainsAnyExceptInRange(VoteTable.None, (short)(classes - 1))
            ? throw new ArgumentException($"A label is for none of the {classes} classes.", nameof(labels))
            : new(classes, copy, null);
    }

    /// <summary>Probabilities, from which the label of an item follows: its most probable class, the first of equals, or none where all are 0.</summary>
    /// <param name="classes">Number of classes.</param>
    /// <param name="probabilities">Items × classes, row by row, each 0 to 1. It is kept, not copied.</param>
    /// <exception cref="ArgumentException">When the length is no multiple of the classes or a value is not from 0 to 1.</exception>
    public static PanelLabels Of(int classes, float[] probabilities)
    {
        if (classes < 1 || probabilities.Length % classes != 0)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities are not rows of {classes}.", nameof(probabilities));
        }

        var labels = new short[probabilities.Length / classes];
        for (var item = 0; item < labels.Length; item++)
        {
            var (best, top) = (VoteTable.None, 0f);
            for (var c = 0; c < classes; c++)
            {
                var p = probabilities[(item * classes) + c];
                if (!(p is >= 0 and <= 1.0001f))
                {
                    throw new ArgumentException($"The probability {p} of item {item} is not from 0 to 1.", nameof(probabilities));
                }

                (best, top) = p > top ? ((short)c, p) : (best, top);
            }

            labels[item] = best;
        }

        return new(classes, labels, probabilities);
    }

    /// <summary>The label of an item: an index of the classes or <see cref="VoteTable.None"/>.</summary>
    public short LabelOf(int item) => _labels[item];

    /// <summary>The probability of an item's label, 0 to 1; 1 where only labels are known, 0 where there is none.</summary>
    public double ConfidenceOf(int item) => _labels[item] == VoteTable.None ? 0 : this[item, _labels[item]];
}
