namespace Roundtable.Workspace.Asking;

/// <summary>Something in a request that keeps it from being asked.</summary>
/// <param name="Field">The member of <see cref="AskRequest"/> in camel case.</param>
/// <param name="Text">What is wrong and what to do, one sentence.</param>
public sealed record AskProblem(string Field, string Text);
