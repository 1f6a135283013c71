using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Workspace.Sets;

/// <summary>Which folders hold training sets that were made with a data directory.</summary>
public static class KnownSets
{
    /// <summary>Those of a data directory.</summary>
    public static KnownFolders Of(string dataDirectory) => new(dataDirectory, "sets", SetFiles.Manifest);
}
