using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Scanning;

/// <summary>Which folders hold reports of scans.</summary>
public static class KnownScans
{
    /// <summary>Those of a data directory.</summary>
    public static KnownFolders Of(string dataDirectory) => new(dataDirectory, "scans", "report.json");
}
