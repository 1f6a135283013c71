namespace Roundtable.Models.Tools;

/// <summary>An MCP server whose tools seats may use, as <c>roundtable.yaml</c> describes it. Keys stay in the environment.</summary>
/// <param name="Name">Its name, by which seats choose it.</param>
public sealed record ToolServer(string Name)
{
    /// <summary>The longest time that a call may take, in seconds.</summary>
    public const int MaxSeconds = 600;

    /// <summary>The program that is started and spoken to over its standard input and output, with its arguments; empty where there is an address.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The address of a server that speaks streamable HTTP; null where a program is started.</summary>
    public Uri? Url { get; init; }

    /// <summary>Names of environment variables that the program is given. It sees no others but those that every program needs.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>The environment variable with the key that is sent to an address as a bearer token; null for none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>The tools that may be called; every other is neither offered nor called.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>How long a call may take, in seconds.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>The version of the terms of what its tools return, as <c>name@version</c>; null where nobody named one.</summary>
    public string? Terms { get; init; }
}
