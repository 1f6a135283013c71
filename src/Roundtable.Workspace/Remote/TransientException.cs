namespace Roundtable.Workspace.Remote;

/// <summary>A failure of a server that may pass: the request is worth another try.</summary>
/// <param name="message">What the server said.</param>
/// <param name="wait">How long the server asks to wait; null where it says nothing.</param>
/// <param name="inner">What caused it.</param>
internal sealed class TransientException(string message, TimeSpan? wait = null, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>How long the server asks to wait; null where it says nothing.</summary>
    public TimeSpan? RetryAfter { get; } = wait;
}
