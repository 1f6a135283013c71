namespace Roundtable.Terms.Lineage;

/// <summary>
/// Finds artifacts by their ids. The log and the registry together are one such source; a file of rows is another, over the first.
/// </summary>
public interface IArtifacts
{
    /// <summary>The artifact of an id; one of the kind <see cref="ArtifactKind.Unknown"/> where nothing is known of it. Never null.</summary>
    public Artifact Find(string id);
}
