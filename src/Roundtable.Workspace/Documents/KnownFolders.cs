namespace Roundtable.Workspace.Documents;

/// <summary>Which folders of a kind belong to a data directory: a list in it, a path a line. What is gone is passed over.</summary>
/// <param name="dataDirectory">The data directory.</param>
/// <param name="list">The list's name in it, as in "sets".</param>
/// <param name="file">The file that a folder of the kind has; null where any folder may be one.</param>
public sealed class KnownFolders(string dataDirectory, string list, string? file)
{
    private readonly VersionedLines _lines = new(Path.Combine(dataDirectory, list), list, 1);

    /// <summary>Notes a folder.</summary>
    /// <exception cref="Record.Files.NewerFormatException">When a newer program wrote the list.</exception>
    public void Add(string folder)
    {
        var path = Path.GetFullPath(folder);
        if (!Read().Contains(path, StringComparer.Ordinal))
        {
            _lines.Write([.. _lines.Read(), path]);
        }
    }

    /// <summary>The folders that are still there, the oldest first.</summary>
    /// <exception cref="Record.Files.NewerFormatException">When a newer program wrote the list.</exception>
    public IReadOnlyList<string> Read() =>
        [.. _lines.Read().Where(l => (file is null ? Directory.Exists(l) : File.Exists(Path.Combine(l, file)))).Distinct(StringComparer.Ordinal)];
}
