using System.Text.Json.Serialization;

namespace Roundtable.Annotation.Estimates;

/// <summary>The mean score of the items of a run, or why it is refused. A closed hierarchy: the nested types are all there are.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Estimated), "estimated")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record MeanReport
{
    private protected MeanReport()
    {
    }

    /// <summary>Closes the hierarchy: a record could otherwise be derived from through its copy constructor.</summary>
    private protected abstract void Seal();

    /// <summary>The mean.</summary>
    /// <param name="Mean">The prediction-powered estimate.</param>
    /// <param name="Interval">Its confidence interval.</param>
    /// <param name="PanelMean">What the panel alone would have said: the mean of its scores where it has one; null where it has none.</param>
    /// <param name="GoldMean">What the gold alone says.</param>
    /// <param name="GoldInterval">The interval from the gold alone, made in the same way with the same finite-population correction.</param>
    /// <param name="Lambda">The weight that the panel got, 0 to 1.</param>
    /// <param name="Items">Number of items of the run: of these the mean speaks.</param>
    /// <param name="Gold">Number of randomly drawn items with gold on which it rests.</param>
    public sealed record Estimated(
        double Mean, Interval Interval, double? PanelMean, double GoldMean, Interval GoldInterval, double Lambda, int Items, int Gold) : MeanReport
    {
        private protected override void Seal() { }
    }

    /// <summary>No mean can be told.</summary>
    /// <param name="Reason">Why not, as a sentence.</param>
    public sealed record Refused(string Reason) : MeanReport
    {
        private protected override void Seal() { }
    }
}
