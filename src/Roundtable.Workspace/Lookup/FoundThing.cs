namespace Roundtable.Workspace.Lookup;

/// <summary>Something in a workspace that a search found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">What names it: a session's, run's or call's id, a model's identity, an entry as <c>kind:name@version</c>, a set's leaf,
/// a scan's folder, a student's version, a leaf's index.</param>
/// <param name="Title">What it is called; others may have written it.</param>
/// <param name="Detail">One line more of it; others may have written it. Words that were found stand between U+0002 and U+0003.</param>
public sealed record FoundThing(FoundKind Kind, string Id, string Title, string Detail);

/// <summary>What can be found, in the order in which it is shown.</summary>
public enum FoundKind
{
    /// <summary>A session, by words in its question or arguments, or by its id.</summary>
    Session,

    /// <summary>A model that answered here, by a name under which it was reached.</summary>
    Model,

    /// <summary>A run, by its id or words in what is asked of each item.</summary>
    Run,

    /// <summary>A call through the gateway, by its id.</summary>
    Call,

    /// <summary>A corpus that was scanned, by its folder.</summary>
    Corpus,

    /// <summary>A training set, by its name, source or folder.</summary>
    Set,

    /// <summary>A student, by its name.</summary>
    Student,

    /// <summary>An entry of the registry, by anything it says.</summary>
    Entry,

    /// <summary>A leaf of the log, by its index.</summary>
    Leaf,
}

/// <summary>Things of one kind that a search found.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Things">The first of them, the best first.</param>
/// <param name="Total">How many there are, or were counted.</param>
/// <param name="More">Whether there are more than were counted.</param>
public sealed record FoundGroup(FoundKind Kind, IReadOnlyList<FoundThing> Things, int Total, bool More = false);
