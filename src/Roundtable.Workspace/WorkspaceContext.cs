namespace Roundtable.Workspace;

/// <summary>Where work is done: a data directory, what was said about its configuration, the clock and the environment. It opens nothing.</summary>
/// <param name="DataDirectory">Absolute path of the data directory; it may not exist yet.</param>
/// <param name="ConfigurationFile">The configuration file that was named; null to look for <c>roundtable.yaml</c>.</param>
/// <param name="StoreAddress">Address of the PostgreSQL database that holds the log, as it was given; null where files in the data directory do.</param>
/// <param name="Time">The clock.</param>
/// <param name="Variables">Environment variables by name.</param>
public sealed record WorkspaceContext(
    string DataDirectory,
    string? ConfigurationFile,
    string? StoreAddress,
    TimeProvider Time,
    IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>How long a rehearsal's panelists take for an answer: long enough to watch where somebody watches, else nothing.</summary>
    public TimeSpan RehearsalPace { get; init; }

    /// <summary>The value of an environment variable; null where it is not set or empty.</summary>
    public string? Variable(string name) => Variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
