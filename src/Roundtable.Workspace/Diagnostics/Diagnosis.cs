namespace Roundtable.Workspace.Diagnostics;

/// <summary>How something that was looked at stands.</summary>
public enum Health
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Usable, but not all that it could be.</summary>
    Warning,

    /// <summary>Something does not work until it is put right.</summary>
    Failed,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">What: <c>keys</c>, <c>disk</c>, <c>clock</c>, <c>icu</c>, <c>permissions</c>, <c>configuration</c>, <c>log</c> or
/// <c>models</c>.</param>
/// <param name="Health">How it stands.</param>
/// <param name="Found">What was found, one sentence.</param>
/// <param name="Fix">What to do, one sentence; null where nothing need be done.</param>
public sealed record Diagnosis(string Subject, Health Health, string Found, string? Fix = null);
