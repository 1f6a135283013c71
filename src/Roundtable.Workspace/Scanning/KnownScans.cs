using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Scanning;

/// <summary>Which folders hold reports of scans: a list in the data directory, a path a line. What is gone is passed over.</summary>
public static class KnownScans
{
    /// <summary>Notes a folder.</summary>
    public static void Add(string dataDirectory, string folder)
    {
        var path = Path.GetFullPath(folder);
        if (!Read(dataDirectory).Contains(path, StringComparer.Ordinal))
        {
            Lines(dataDirectory).Write([.. Lines(dataDirectory).Read(), path]);
        }
    }

    /// <summary>The folders that are still there, the oldest first.</summary>
    public static IReadOnlyList<string> Read(string dataDirectory) =>
        [.. Lines(dataDirectory).Read().Where(l => File.Exists(Path.Combine(l, "report.json"))).Distinct(StringComparer.Ordinal)];

    private static VersionedLines Lines(string dataDirectory) => new(Path.Combine(dataDirectory, "scans"), "scans", 1);
}
