namespace Roundtable.Annotation.Runs;

/// <summary>
/// How much a run may take in all, reused answers aside. What is null has no limit. A run that reaches one stops in order and can be resumed.
/// </summary>
/// <param name="Calls">Maximum number of calls.</param>
/// <param name="Tokens">Maximum number of tokens, of prompts and answers together.</param>
/// <param name="MicroDollars">Maximum cost in millionths of a US dollar. Models of unknown price are refused where it is set.</param>
public sealed record RunLimits(long? Calls = null, long? Tokens = null, long? MicroDollars = null)
{
    /// <summary>No limit at all.</summary>
    public static RunLimits None { get; } = new();
}
