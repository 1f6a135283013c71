namespace Roundtable.Workspace.Asking;

/// <summary>Something in a request that keeps it from being asked.</summary>
/// <param name="Field">The member of <see cref="AskRequest"/> in camel case.</param>
/// <param name="Text">What is wrong and what to do, one sentence.</param>
public sealed record AskProblem(string Field, string Text)
{
    /// <summary>The text without its subject, for those who name the member in their own way; null where the text has no such form.</summary>
    public string? Predicate { get; init; }
}
