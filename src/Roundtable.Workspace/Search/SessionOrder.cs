namespace Roundtable.Workspace.Search;

/// <summary>The order of a list of sessions.</summary>
public enum SessionOrder
{
    /// <summary>The newest first.</summary>
    Newest,

    /// <summary>The oldest first.</summary>
    Oldest,

    /// <summary>By question, ignoring the case of ASCII letters; of the same question the newest first.</summary>
    Question,

    /// <summary>By the verdict's label; of the same label the newest first.</summary>
    Verdict,

    /// <summary>The best match of the words first.</summary>
    Relevance,
}
