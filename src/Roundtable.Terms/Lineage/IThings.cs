namespace Roundtable.Terms.Lineage;

/// <summary>
/// Finds things by their ids. The log and the registry together are one such source; a file of rows is another, over the first.
/// </summary>
public interface IThings
{
    /// <summary>The thing of an id; one of the kind <see cref="ThingKind.Unknown"/> where nothing is known of it. Never null.</summary>
    public Thing Find(string id);
}
