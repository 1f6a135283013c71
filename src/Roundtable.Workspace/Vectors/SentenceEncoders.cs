using System.Collections.Concurrent;
using System.Reflection;
using Roundtable.Models.Vectors;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Vectors;

/// <summary>Opens sentence-vector models by the add-on package, whose libraries are loaded when the first is opened.</summary>
public static class SentenceEncoders
{
    private const string Type = "Roundtable.SentenceVectors.SentenceEncoder";

    private static readonly ConcurrentDictionary<string, Lazy<Func<string, ISentenceEncoder>>> _loaded = new(StringComparer.Ordinal);

    /// <summary>Opens a model.</summary>
    /// <param name="workspace">The environment, which says where the add-on is.</param>
    /// <param name="folder">The folder with the model.</param>
    /// <exception cref="WorkspaceException">When there is no add-on, or the model cannot be read.</exception>
    public static ISentenceEncoder Open(WorkspaceContext workspace, string folder)
    {
        var library = AddonFolder.Library;
        try
        {
            library = AddonFolder.Find(workspace);
            return _loaded.GetOrAdd(library, l => new Lazy<Func<string, ISentenceEncoder>>(() => Load(l))).Value(folder);
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, e.Message, e);
        }
        catch (Exception e) when (e is BadImageFormatException or DllNotFoundException or FileLoadException or FileNotFoundException or TypeLoadException
            or MissingMemberException or EntryPointNotFoundException or TypeInitializationException or AmbiguousMatchException)
        {
            throw new WorkspaceException(
                ErrorKind.BadData,
                $"The add-on {Neutralise.Line(library)} cannot be loaded ({Neutralise.Line(e.GetBaseException().Message).TrimEnd('.')}): "
                    + "unpack the add-on of this version and platform again.",
                e);
        }
    }

    /// <summary>Opens the model that something was made with: the folder that is named, else one that was used with this data directory before.</summary>
    /// <param name="workspace">The data directory.</param>
    /// <param name="folder">The folder; null for one that is known.</param>
    /// <param name="files">SHA-256 of every file that its vectors depend on.</param>
    /// <param name="name">The name of the model.</param>
    /// <exception cref="WorkspaceException">When it is not there, or is another one: its vectors would mean something else.</exception>
    public static ISentenceEncoder OpenSame(WorkspaceContext workspace, string? folder, IReadOnlyDictionary<string, string> files, string name)
    {
        var place = folder ?? Known(workspace.DataDirectory).Read().Reverse().FirstOrDefault(f => Differing(f, files) is null) ?? throw new WorkspaceException(
            ErrorKind.NotFound,
            $"It needs the vectors of the model {Neutralise.Line(name)}, which is in no folder that this data directory knows: name its folder "
                + "with --vectors.");
        var encoder = Open(workspace, place);
        try
        {
            var now = encoder.Model.Files.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
            if (files.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .FirstOrDefault(f => files.GetValueOrDefault(f) != now.GetValueOrDefault(f)) is { } other)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData,
                    $"{Neutralise.Line(Path.Combine(place, other))} is not the file that it was made with ({Short(files, other)}, and here "
                        + $"{Short(now, other)}): "
                        + $"other vectors would mean something else. Name the folder with the model {Neutralise.Line(name)} as it was.");
            }

            Known(workspace.DataDirectory).Add(place);
            return encoder;
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    /// <summary>The folders of models that were used with a data directory.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    public static KnownFolders Known(string dataDirectory) => new(dataDirectory, "sentence-models", null);

    /// <summary>A file of a folder that is another one, or missing; null where all are the same.</summary>
    private static string? Differing(string folder, IReadOnlyDictionary<string, string> files)
    {
        try
        {
            return files.FirstOrDefault(f => Path.IsPathRooted(f.Key) || f.Key.Contains("..", StringComparison.Ordinal)
                || Digest.Of(File.ReadAllBytes(Path.Combine(folder, f.Key))).ToString() != f.Value).Key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static string Short(IReadOnlyDictionary<string, string> files, string file) =>
        files.TryGetValue(file, out var digest) ? $"SHA-256 {digest[..Math.Min(12, digest.Length)]}…" : "not there";

    private static Func<string, ISentenceEncoder> Load(string library)
    {
        var type = new AddonContext(library).LoadFromAssemblyPath(library).GetType(Type, throwOnError: true)!;
        var open = type.GetMethod("Open", BindingFlags.Public | BindingFlags.Static, [typeof(string)]) ?? throw new MissingMethodException(Type, "Open");
        return open.CreateDelegate<Func<string, ISentenceEncoder>>();
    }
}
