using System.Text;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs;

/// <summary>
/// The runs that a data directory knows: folders <c>runs/ID</c>, and for those elsewhere (<c>--out</c>) files <c>runs/ID.at</c> with their paths.
/// </summary>
public static class RunFolders
{
    private const string Header = "roundtable/run-at/v1\n";
    private const string Suffix = ".at";

    private static ReadOnlySpan<byte> Format => "roundtable/run-at/v"u8;

    /// <summary>The word that stands for the newest run.</summary>
    public const string Last = "last";

    /// <summary>Where the runs of a data directory are.</summary>
    public static string Root(string dataDirectory) => Path.Combine(dataDirectory, "runs");

    /// <summary>Notes where a run is that lies outside of the data directory.</summary>
    public static void Note(string dataDirectory, RunFolder folder)
    {
        var own = Path.GetFullPath(Path.Combine(Root(dataDirectory), folder.Plan.Id));
        if (!string.Equals(own, folder.Path, StringComparison.Ordinal))
        {
            PrivateFiles.CreateDirectory(Root(dataDirectory));
            PrivateFiles.Replace(own + Suffix, Encoding.UTF8.GetBytes($"{Header}{folder.Path}\n"));
        }
    }

    /// <summary>Every run with its id and folder, the newest first; the folder may be gone.</summary>
    public static IReadOnlyList<(string Id, string Path)> All(string dataDirectory)
    {
        var root = Root(dataDirectory);
        return !Directory.Exists(root) ? [] :
        [
            .. Directory.EnumerateFileSystemEntries(root)
                .Select(p => p.EndsWith(Suffix, StringComparison.Ordinal) ? (Path.GetFileName(p)[..^Suffix.Length], PathIn(p)) : (Path.GetFileName(p), p))
                .Where(r => r.Item2 is not null)
                .Select(r => (r.Item1, r.Item2!))
                .OrderByDescending(r => r.Item1, StringComparer.Ordinal),
        ];
    }

    /// <summary>Opens a run by its folder, its id, the beginning of it, or <c>last</c>.</summary>
    /// <exception cref="WorkspaceException">When there is none, or several ids begin so.</exception>
    public static RunFolder Find(string dataDirectory, string name)
    {
        if (Directory.Exists(name) && File.Exists(Path.Combine(name, RunFolder.HeaderName)))
        {
            return RunFolder.Open(name);
        }

        return FindId(dataDirectory, name);
    }

    /// <summary>Opens a run by its id, the beginning of it, or <c>last</c>, and never by a path: for callers who may not name files.</summary>
    /// <exception cref="WorkspaceException">When there is none, or several ids begin so.</exception>
    public static RunFolder FindId(string dataDirectory, string name)
    {
        var all = All(dataDirectory);
        var found = name == Last ? [.. all.Take(1)] : all.Where(r => name.Length > 0 && r.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase)).ToList();
        var exact = found.Find(r => string.Equals(r.Id, name, StringComparison.OrdinalIgnoreCase));
        return exact.Path is not null ? RunFolder.Open(exact.Path)
            : found.Count == 1 ? RunFolder.Open(found[0].Path)
            : throw new WorkspaceException(
                found.Count == 0 ? ErrorKind.NotFound : ErrorKind.InvalidInput,
                found.Count == 0
                    ? $"There is no run '{Neutralise.Line(name)}'. 'roundtable runs list' lists them."
                    : $"The ids of {found.Count} runs begin with '{Neutralise.Line(name)}': give more of the id.");
    }

    private static string? PathIn(string file)
    {
        var bytes = File.ReadAllBytes(file);
        NewerFormatException.ThrowIfNewer(file, bytes, Format, 1);
        var text = Encoding.UTF8.GetString(bytes);
        return text.StartsWith(Header, StringComparison.Ordinal) ? text[Header.Length..].TrimEnd('\n') : null;
    }
}
