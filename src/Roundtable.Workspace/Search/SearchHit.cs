namespace Roundtable.Workspace.Search;

/// <summary>A session in which the words were found.</summary>
/// <param name="Session">Its id.</param>
/// <param name="Where">What the best place is: <c>question</c>, <c>answer</c> for a fused answer, or the id of a ballot, an answer or a review.</param>
/// <param name="Snippet">The words around the best place, the found ones between U+0002 and U+0003.</param>
public sealed record SearchHit(string Session, string Where, string Snippet);
