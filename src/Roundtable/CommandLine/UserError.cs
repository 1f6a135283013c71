namespace Roundtable.CommandLine;

/// <summary>Something a person can put right: one clear sentence that names the input, the place and the fix.</summary>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
/// <param name="message">What to tell the person.</param>
/// <param name="inner">What led to it, for debugging; never shown.</param>
internal sealed class UserError(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="CommandLine.ExitCode"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
