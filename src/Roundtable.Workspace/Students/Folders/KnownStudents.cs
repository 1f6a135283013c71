using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Students.Folders;

/// <summary>Which folders hold students that were taught with a data directory: a list in it, a path a line. What is gone is passed over.</summary>
public static class KnownStudents
{
    /// <summary>Notes a folder.</summary>
    /// <exception cref="Record.Files.NewerFormatException">When a newer program wrote the list.</exception>
    public static void Add(string dataDirectory, string folder)
    {
        var path = Path.GetFullPath(folder);
        if (!Read(dataDirectory).Contains(path, StringComparer.Ordinal))
        {
            Lines(dataDirectory).Write([.. Lines(dataDirectory).Read(), path]);
        }
    }

    /// <summary>The folders that are still there, the oldest first.</summary>
    /// <exception cref="Record.Files.NewerFormatException">When a newer program wrote the list.</exception>
    public static IReadOnlyList<string> Read(string dataDirectory) =>
        [.. Lines(dataDirectory).Read().Where(l => File.Exists(Path.Combine(l, StudentFolder.ReportName))).Distinct(StringComparer.Ordinal)];

    private static VersionedLines Lines(string dataDirectory) => new(Path.Combine(dataDirectory, "students"), "students", 1);
}
