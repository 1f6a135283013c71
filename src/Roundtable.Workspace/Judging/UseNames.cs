using Roundtable.Record.Wording;
using Roundtable.Terms.Uses;

namespace Roundtable.Workspace.Judging;

/// <summary>Uses as people name them.</summary>
public static class UseNames
{
    /// <summary>The one use that a text names.</summary>
    /// <param name="name">The text.</param>
    /// <param name="otherwise">The error where it names several.</param>
    /// <exception cref="WorkspaceException">When it is not known, or there are several.</exception>
    public static Use One(string name, string otherwise) =>
        Read([name]) is [var use] ? use : throw new WorkspaceException(ErrorKind.InvalidInput, otherwise);

    /// <summary>The uses that texts name, each with commas between several; <c>all</c> is every one.</summary>
    /// <exception cref="WorkspaceException">When one is not known.</exception>
    public static IReadOnlyList<Use> Read(IEnumerable<string> names) =>
    [
        .. names.SelectMany(n => n.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .SelectMany(n => n == "all" ? Enum.GetValues<Use>()
                : Kebab.TryParse<Use>(n, out var use) ? [use]
                : throw new WorkspaceException(ErrorKind.InvalidInput, Unknown(n)))
            .Distinct(),
    ];

    /// <summary>What is said of a name that is no use's: the one that was probably meant, and what the uses are.</summary>
    public static string Unknown(string name) =>
        $"'{Neutralise.Line(name)}' is not a known use{CloseName.Suggest(name, Kebab.Names<Use>())} The uses are: "
        + $"{string.Join("; ", Enum.GetValues<Use>().Select(u => $"{Kebab.Name(u)} ({UseText.Meaning(u)})"))}.";
}
