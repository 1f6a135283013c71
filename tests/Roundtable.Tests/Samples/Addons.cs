using Roundtable.Workspace;

namespace Roundtable.Tests.Samples;

/// <summary>A folder of add-ons with the one for sentence vectors as it was built beside these tests.</summary>
public sealed class Addons : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-addons-");

    /// <summary>Puts it there.</summary>
    public Addons() => Directory.CreateSymbolicLink(Path.Combine(Folder, "sentence-vectors"), Built);

    /// <summary>Where the add-on was built.</summary>
    public static string Built { get; } = Repository.BuiltIn(Path.Combine(Repository.Root, "src", "Roundtable.SentenceVectors"));

    /// <summary>The folder.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A workspace that finds it.</summary>
    public WorkspaceContext In(WorkspaceContext workspace) => workspace with
    {
        Variables = new Dictionary<string, string>(workspace.Variables, StringComparer.Ordinal) { ["ROUNDTABLE_ADDONS"] = Folder },
    };

    /// <summary>A workspace that finds it, and holds nothing else.</summary>
    public WorkspaceContext Workspace => In(new WorkspaceContext(
        Path.Combine(Folder, "data"), null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)));

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
