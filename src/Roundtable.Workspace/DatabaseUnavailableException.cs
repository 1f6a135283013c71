namespace Roundtable.Workspace;

/// <summary>The database is down, cannot be reached, or lets nobody in. Nothing of what was asked was done, as far as anybody was told.</summary>
/// <param name="message">Which database, why, and what to do.</param>
/// <param name="inner">What its client threw.</param>
public sealed class DatabaseUnavailableException(string message, Exception inner) : IOException(message, inner);
