using System.Text;
using Roundtable.Record.Files;

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
            PrivateFiles.CreateDirectory(dataDirectory);
            File.AppendAllText(List(dataDirectory), path + "\n", Encoding.UTF8);
        }
    }

    /// <summary>The folders that are still there, the oldest first.</summary>
    public static IReadOnlyList<string> Read(string dataDirectory) =>
        File.Exists(List(dataDirectory))
            ? [.. File.ReadAllLines(List(dataDirectory)).Where(l => File.Exists(Path.Combine(l, "report.json"))).Distinct(StringComparer.Ordinal)]
            : [];

    private static string List(string dataDirectory) => Path.Combine(dataDirectory, "scans");
}
