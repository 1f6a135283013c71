using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Students.Folders;

/// <summary>Which folders hold students that were taught with a data directory.</summary>
public static class KnownStudents
{
    /// <summary>Those of a data directory.</summary>
    public static KnownFolders Of(string dataDirectory) => new(dataDirectory, "students", StudentFolder.ReportName);
}
