namespace Roundtable.Workspace;

/// <summary>Something a person can put right: one clear sentence that names the input, the place and the fix.</summary>
/// <param name="kind">What kind of error it is.</param>
/// <param name="message">What to tell the person.</param>
/// <param name="inner">What led to it, for debugging; never shown.</param>
public sealed class WorkspaceException(ErrorKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of error it is.</summary>
    public ErrorKind Kind { get; } = kind;

    /// <summary>The one parameter that is not accepted, by the name that the service gives it; null where it is not about one.</summary>
    public string? Field { get; init; }
}
