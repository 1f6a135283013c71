using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Terms.Lineage;

/// <summary>Which uses of a source an edge of lineage was. docs/rulings.md has them as a table.</summary>
public static class EdgeUses
{
    /// <summary>
    /// The uses of an edge of a model or a dataset. Collecting outputs or data into a dataset trains nothing yet: it is a use like <see cref="Use.Evaluate"/>.
    /// </summary>
    /// <param name="edge">The edge.</param>
    /// <param name="made">What came of the source.</param>
    public static IReadOnlyList<Use> Of(LineageEdge edge, Entry made) => [.. Amounting(edge.Kind, made as ModelEntry).Concat(edge.Uses).Distinct().Order()];

    /// <summary>Whether a use trains a model.</summary>
    public static bool Trains(Use use) => use is Use.TrainInternal or Use.TrainOpen or Use.TrainCompeting or Use.Distil;

    /// <summary>
    /// Whether a model that was made competes with what a vendor offers; null where nobody can tell. They compete where both offer models of one kind;
    /// they do not only where the two models at hand are known to be of different kinds.
    /// </summary>
    /// <param name="registry">The registry.</param>
    /// <param name="made">The model that was made.</param>
    /// <param name="vendor">The organisation whose model was used; null where unknown.</param>
    /// <param name="used">The model that was used; null where it was no model.</param>
    public static bool? Compete(RegistrySnapshot registry, ModelEntry made, string? vendor, ModelEntry? used)
    {
        var ours = Offered(registry, made.Owner).Concat(made.Kinds).ToHashSet();
        var theirs = Offered(registry, vendor).Concat(used?.Kinds ?? []).ToHashSet();
        return ours.Overlaps(theirs) ? true
            : made.Kinds.Count > 0 && used is { Kinds.Count: > 0 } ? false
            : null;
    }

    private static IEnumerable<ModelKind> Offered(RegistrySnapshot registry, string? organisation) => registry.ModelsOf(organisation).SelectMany(m => m.Kinds);

    private static IReadOnlyList<Use> Amounting(EdgeKind kind, ModelEntry? model) => kind switch
    {
        EdgeKind.DerivedFrom or EdgeKind.MergedFrom => [Use.Modify],
        EdgeKind.FilteredBy or EdgeKind.LabelledBy => model is null ? [Use.Label] : [Use.Label, .. Training(model)],
        _ when model is null => [Use.Evaluate],
        EdgeKind.TaughtBy => [Use.Distil],
        _ => Training(model),
    };

    private static IReadOnlyList<Use> Training(ModelEntry model) =>
        model.Weights == Weights.Open ? [Use.TrainOpen]
        : model.Offered == false ? [Use.TrainInternal]
        : [Use.TrainInternal, Use.TrainOpen];
}
