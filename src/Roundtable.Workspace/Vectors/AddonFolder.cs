using System.Reflection;
using System.Runtime.InteropServices;
using Roundtable.Models.Vectors;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Vectors;

/// <summary>
/// Where the add-on for sentence vectors lies. It is code, and runs with everything that the program may do: so it is looked for only where the user of this
/// process named a folder (an absolute path), or in the user's own folder for data, and never in a data directory or a working directory, which may be
/// somebody else's. What others can write to is not loaded. docs/THREAT-MODEL.md.
/// </summary>
internal static class AddonFolder
{
    /// <summary>The environment variable that names the folder that add-ons were unpacked into.</summary>
    public const string Variable = "ROUNDTABLE_ADDONS";

    /// <summary>The library that is loaded.</summary>
    public const string Library = "Roundtable.SentenceVectors.dll";

    private const string Name = "sentence-vectors";

    /// <summary>The library of the add-on.</summary>
    /// <param name="workspace">The environment.</param>
    /// <returns>Its path, with links resolved.</returns>
    /// <exception cref="WorkspaceException">When it is not there, of another version, or others could change it.</exception>
    public static string Find(WorkspaceContext workspace)
    {
        var folder = Path.Combine(Home(workspace), Name);
        var library = Path.Combine(Resolve(folder), Library);
        if (!File.Exists(library))
        {
            throw new WorkspaceException(
                ErrorKind.Unavailable,
                $"Sentence vectors need an add-on that is not in {Neutralise.Line(folder)}: unpack roundtable-sentence-vectors-{Version(3)}-"
                    + $"{RuntimeInformation.RuntimeIdentifier}.zip into {Neutralise.Line(Home(workspace))}, or name the folder that it was unpacked into with "
                    + $"{Variable}.");
        }

        ThrowIfOthersWrite(Path.GetDirectoryName(library)!);
        if (AssemblyName.GetAssemblyName(library).Version is var found && found?.ToString() != Version(4))
        {
            throw new WorkspaceException(
                ErrorKind.BadData,
                $"The add-on in {Neutralise.Line(folder)} is of version {found?.ToString(3)}, and this program of {Version(3)}: unpack the add-on of this "
                    + "version.");
        }

        return library;
    }

    private static string Home(WorkspaceContext workspace)
    {
        if (workspace.Variable(Variable) is { } named)
        {
            return Path.IsPathFullyQualified(named) ? named : throw new WorkspaceException(
                ErrorKind.InvalidInput,
                $"{Variable} is '{Neutralise.Line(named)}', which depends on the working directory: code is loaded from an absolute path only.");
        }

        return Path.Combine(
            workspace.Variable("XDG_DATA_HOME") is { } data && Path.IsPathFullyQualified(data) ? data : Path.Combine(
                workspace.Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"),
            "roundtable-addons");
    }

    private static string Version(int parts) => typeof(ISentenceEncoder).Assembly.GetName().Version!.ToString(parts);

    private static string Resolve(string folder) =>
        Directory.Exists(folder) ? Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder : folder;

    /// <summary>Windows has no such bits; a folder of the user's own is the user's own there.</summary>
    private static void ThrowIfOthersWrite(string folder)
    {
        const UnixFileMode others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Prepend(folder).Prepend(Path.GetDirectoryName(folder)!))
        {
            if ((File.GetUnixFileMode(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path) & others) != UnixFileMode.None)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData,
                    $"{Neutralise.Line(path)} can be written by others than its owner, and is code: take that away with 'chmod -R go-w' first.");
            }
        }
    }
}
