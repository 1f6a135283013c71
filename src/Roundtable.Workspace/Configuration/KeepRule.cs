namespace Roundtable.Workspace.Configuration;

/// <summary>
/// Which contents of an exchange are stored. Whatever is not stored is committed to in the leaf all the same, so that whoever has it can prove it.
/// </summary>
public enum KeepRule
{
    /// <summary>The request's body, the response's body and the text of the answer.</summary>
    All,

    /// <summary>The text of the answer alone.</summary>
    Answers,

    /// <summary>None of them.</summary>
    Digests,
}
