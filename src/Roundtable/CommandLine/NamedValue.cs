using Roundtable.Record.Wording;
using Roundtable.Workspace;

namespace Roundtable.Cli.CommandLine;

/// <summary>Reads options whose value is one of several names.</summary>
internal static class NamedValue
{
    /// <summary>What a name stands for; null where none was given.</summary>
    /// <param name="option">The option, as in <c>--drop</c>.</param>
    /// <param name="text">What was given.</param>
    /// <exception cref="WorkspaceException">When it is none of the names; the message lists them.</exception>
    public static T? Read<T>(string option, string? text)
        where T : struct, Enum => text is null ? null : Read<T>(option, text, Kebab.Names<T>());

    /// <summary>What each of several names stands for.</summary>
    /// <param name="option">The option.</param>
    /// <param name="given">What was given; null for nothing.</param>
    /// <param name="names">The names that are accepted here; null for all.</param>
    /// <exception cref="WorkspaceException">When one is none of the names; the message lists them.</exception>
    public static HashSet<T> ReadAll<T>(string option, string[]? given, IReadOnlyList<string>? names = null)
        where T : struct, Enum => [.. (given ?? []).Select(g => Read<T>(option, g, names ?? Kebab.Names<T>()))];

    private static T Read<T>(string option, string text, IReadOnlyList<string> names)
        where T : struct, Enum =>
        names.Contains(text, StringComparer.Ordinal) && Kebab.TryParse<T>(text, out var value)
            ? value
            : throw new WorkspaceException(ErrorKind.InvalidInput, $"{option} '{Neutralise.Line(text)}' is none of: {string.Join(", ", names)}.");
}
