using System.Text.Json.Serialization;

namespace Roundtable.Annotation.Promises;

/// <summary>Which labels can be taken at a promised precision, or why none can. A closed hierarchy: the nested types are all there are.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Given), "given")]
[JsonDerivedType(typeof(NotPossible), "not-possible")]
public abstract record PromiseReport
{
    private protected PromiseReport()
    {
    }

    /// <summary>Closes the hierarchy: a record could otherwise be derived from through its copy constructor.</summary>
    private protected abstract void Seal();

    /// <summary>
    /// What could be taken if the precision had to be as promised on average over draws only, which needs less gold; null where that is not possible either or
    /// was not asked for.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Given? OnAverage { get; init; }

    /// <summary>Labels whose confidence is at least <paramref name="MinConfidence"/> can be taken.</summary>
    /// <param name="Precision">The promised share of right labels among those taken, 0 to 1.</param>
    /// <param name="Certainty">In at least this share of draws the promise holds; null where it holds on average over draws.</param>
    /// <param name="MinConfidence">The least confidence of a label that is taken, ends included.</param>
    /// <param name="Taken">Number of items without gold whose label is taken.</param>
    /// <param name="Open">Number of items without gold.</param>
    /// <param name="GoldTaken">Number of gold items whose label would be taken.</param>
    /// <param name="GoldWrong">How many of these the panel labels wrongly.</param>
    public sealed record Given(double Precision, double? Certainty, double MinConfidence, int Taken, int Open, int GoldTaken, int GoldWrong) : PromiseReport
    {
        private protected override void Seal() { }
    }

    /// <summary>No label can be taken with this promise.</summary>
    /// <param name="Reason">Why not, as a sentence.</param>
    public sealed record NotPossible(string Reason) : PromiseReport
    {
        private protected override void Seal() { }
    }
}
