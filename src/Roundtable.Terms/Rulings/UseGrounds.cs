using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;

namespace Roundtable.Terms.Rulings;

/// <summary>The grounds of whatever a traversal meets: for the use that is asked about, and for the uses that edges of lineage were.</summary>
/// <param name="registry">The registry.</param>
/// <param name="intent">What is asked.</param>
internal sealed class UseGrounds(RegistrySnapshot registry, Intent intent)
{
    private readonly GroundsResolver _asked = new(registry, intent);
    private readonly EdgeGrounds _edges = new(registry, intent);

    /// <summary>What is asked.</summary>
    public Intent Intent => intent;

    /// <summary>The registry.</summary>
    public RegistrySnapshot Registry => registry;

    /// <summary>The grounds of an artifact at a step.</summary>
    public IReadOnlyList<Ground> At(Artifact artifact, Step step) => step.Edge is null ? _asked.At(artifact, step) : _edges.At(artifact, step);

    /// <summary>An edge as a use of its source; null where it is none.</summary>
    public EdgeUse? UseOf(Artifact made, LineageEdge edge, Artifact source, bool keepsConditions) => _edges.UseOf(made, edge, source, keepsConditions);

    /// <summary>The registered models of an answer.</summary>
    public IReadOnlyList<RegisteredEntry> MakersOf(Artifact artifact) => _asked.MakersOf(artifact);
}
