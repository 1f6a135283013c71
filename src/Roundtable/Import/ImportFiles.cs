using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Imports;

namespace Roundtable.Cli.Import;

/// <summary>What the command line names: files, folders of files, standard input.</summary>
internal static class ImportFiles
{
    private const string StandardInput = "-";

    private static readonly string[] _endings = [".txt", ".md", ".markdown", ".html", ".htm", ".json"];

    /// <summary>
    /// The name and path of each file; of a folder those whose names end as transcripts' do, with what is below it, in the order of their names.
    /// </summary>
    public static IEnumerable<(string Name, string Path)> Of(IEnumerable<string> arguments)
    {
        foreach (var argument in arguments.Distinct(StringComparer.Ordinal))
        {
            if (argument == StandardInput)
            {
                yield return ("standard input", StandardInput);
            }
            else if (Directory.Exists(argument))
            {
                var files = Directory.EnumerateFiles(argument, "*", SearchOption.AllDirectories)
                    .Where(f => _endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
                    .Order(StringComparer.Ordinal)
                    .ToList();
                foreach (var file in files)
                {
                    yield return (Path.GetRelativePath(argument, file), file);
                }

                if (files.Count == 0)
                {
                    yield return (argument, argument); // Reading it tells that there is nothing to read.
                }
            }
            else
            {
                yield return (Path.GetFileName(argument), argument);
            }
        }
    }

    /// <summary>Reads a file, or standard input.</summary>
    /// <exception cref="WorkspaceException">When it is missing, too large or not text.</exception>
    public static async Task<TranscriptSource> ReadAsync(string name, string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The folder {Neutralise.Line(path)} has no file that ends in {string.Join(", ", _endings)}.");
        }

        try
        {
            await using var stream = path == StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
            return await TranscriptSource.ReadAsync(name, stream, cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(path)}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{Neutralise.Line(path)} cannot be read: {e.Message}", e);
        }
    }
}
