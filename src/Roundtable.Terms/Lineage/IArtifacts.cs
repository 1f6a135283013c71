namespace Roundtable.Terms.Lineage;

/// <summary>
/// Finds artifacts by id. The log and the registry together are one source; a file of rows is another on top of it.
/// </summary>
public interface IArtifacts
{
    /// <summary>The artifact with an id; one of kind <see cref="ArtifactKind.Unknown"/> where nothing is known about it. Never null.</summary>
    public Artifact Find(string id);
}
