using System.Text.Json.Serialization;

namespace Roundtable.Annotation.Estimates;

/// <summary>Shares of classes among the items of a run, or why they are refused. A closed hierarchy: the nested types are all there are.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Estimated), "estimated")]
[JsonDerivedType(typeof(Refused), "refused")]
public abstract record ShareReport
{
    private protected ShareReport()
    {
    }

    /// <summary>Closes the hierarchy: a record could otherwise be derived from through its copy constructor.</summary>
    private protected abstract void Seal();

    /// <summary>The shares.</summary>
    /// <param name="Shares">One a class, in the order of the classes.</param>
    /// <param name="Items">Number of items of the run: of these the shares speak.</param>
    /// <param name="Gold">Number of randomly drawn items with gold on which they rest.</param>
    /// <param name="Unlabelled">Number of items for which the panel has no label.</param>
    public sealed record Estimated(IReadOnlyList<ShareEstimate> Shares, int Items, int Gold, int Unlabelled) : ShareReport
    {
        private protected override void Seal() { }
    }

    /// <summary>No share can be told.</summary>
    /// <param name="Reason">Why not, as a sentence.</param>
    public sealed record Refused(string Reason) : ShareReport
    {
        private protected override void Seal() { }
    }
}

/// <summary>The share of one class among the items of a run.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Share">The prediction-powered estimate, 0 to 1.</param>
/// <param name="Interval">Its confidence interval.</param>
/// <param name="PanelShare">What the panel alone would have said: the share of items it labels so, of all items.</param>
/// <param name="GoldShare">What the gold alone says.</param>
/// <param name="GoldInterval">The interval from the gold alone, made in the same way with the same finite-population correction.</param>
/// <param name="GoldHits">Number of gold items of the class.</param>
/// <param name="Lambda">The weight that the panel got, 0 to 1: 0 means that the panel says nothing of this class which the gold does not.</param>
/// <param name="EffectiveGold">
/// How many gold labels, drawn with replacement and without a panel, would give an interval as narrow; the number of items where all are gold.
/// </param>
public sealed record ShareEstimate(
    string Class,
    double Share,
    Interval Interval,
    double PanelShare,
    double GoldShare,
    Interval GoldInterval,
    int GoldHits,
    double Lambda,
    double EffectiveGold);
