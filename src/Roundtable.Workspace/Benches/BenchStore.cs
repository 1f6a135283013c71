using Roundtable.Record.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Benches;

/// <summary>The benches that a data directory keeps, a folder each under <c>benches/</c>.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class BenchStore(WorkspaceContext workspace)
{
    private const int IdLength = 14;

    private string Root => Path.Combine(workspace.DataDirectory, "benches");

    /// <summary>The folder for a bench.</summary>
    public BenchFolder Folder(string id) => new(Path.Combine(Root, id));

    /// <summary>The benches, newest first. Folders without a readable report are left out.</summary>
    public IReadOnlyList<BenchDocument> List()
    {
        List<BenchDocument> found = [];
        foreach (var id in Ids().OrderDescending(StringComparer.Ordinal))
        {
            try
            {
                found.Add(Folder(id).Read());
            }
            catch (Exception e) when (e is WorkspaceException { Kind: ErrorKind.BadData or ErrorKind.NotFound } or NewerFormatException)
            {
                // It is being written, it is damaged, or a newer program wrote it: 'bench show' says so of it.
            }
        }

        return found;
    }

    /// <summary>What changes whenever a report is added, written again or removed.</summary>
    public string Stamp() => string.Join('\n', Ids().Order(StringComparer.Ordinal)
        .Select(i => FormattableString.Invariant($"{i} {File.GetLastWriteTimeUtc(Path.Combine(Root, i, BenchFolder.ReportFile)).Ticks}")));

    /// <summary>The bench that a text names: an id, the beginning of one, or a folder with a report.</summary>
    /// <exception cref="WorkspaceException">When there is none, or more than one.</exception>
    public (BenchFolder Folder, BenchDocument Document) Find(string idOrFolder)
    {
        var path = string.Equals(Path.GetFileName(idOrFolder), BenchFolder.ReportFile, StringComparison.Ordinal)
            ? Path.GetDirectoryName(idOrFolder) : idOrFolder;
        if (File.Exists(Path.Combine(path is { Length: > 0 } ? path : ".", BenchFolder.ReportFile)))
        {
            var given = new BenchFolder(path is { Length: > 0 } ? path : ".");
            return (given, given.Read());
        }

        return ById(idOrFolder) is { } folder ? (folder, folder.Read()) : throw new WorkspaceException(
            ErrorKind.NotFound, $"There is no bench '{Neutralise.Line(idOrFolder)}': give its id, or the folder with its {BenchFolder.ReportFile}.");
    }

    /// <summary>The bench of an id, or the one whose id begins so; null where there is none.</summary>
    /// <exception cref="WorkspaceException">When more than one begins so.</exception>
    public BenchFolder? ById(string id)
    {
        var found = id.Length is > 0 and <= IdLength && id.All(char.IsAsciiLetterOrDigit)
            ? Ids().Where(i => i.StartsWith(id, StringComparison.Ordinal)).Take(2).ToList() : [];
        return found switch
        {
            [var only] => Folder(only),
            [] => null,
            _ => throw new WorkspaceException(ErrorKind.InvalidInput, $"More than one bench begins with '{id}': give more of its id."),
        };
    }

    private IEnumerable<string> Ids() => Directory.Exists(Root) ? Directory.EnumerateDirectories(Root).Select(d => Path.GetFileName(d)!) : [];
}
