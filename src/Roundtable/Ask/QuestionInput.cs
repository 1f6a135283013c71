using System.Text;
using Roundtable.Deliberation.Questions;
using Roundtable.Workspace;

namespace Roundtable.Cli.Ask;

/// <summary>Reads a question from the command line and the files that it names.</summary>
internal static class QuestionInput
{
    /// <summary>The question, read from a file where the argument names one; options given beside the file take the place of its own.</summary>
    public static async Task<Question> ReadAsync(
        string argument, IReadOnlyList<string> options, bool open, IReadOnlyList<string> contextFiles, CancellationToken cancellation)
    {
        List<ContextDocument> documents = [];
        if (LooksLikeFile(argument))
        {
            var file = QuestionFile.Parse(Path.GetFileName(argument), await ReadFileAsync(argument, cancellation));
            argument = file.Text;
            options = options.Count > 0 || open ? options : file.Options;
            documents.AddRange(file.Context is { } context ? [context] : []);
        }

        foreach (var file in contextFiles)
        {
            documents.Add(new ContextDocument(Path.GetFileName(file), await ReadFileAsync(file, cancellation)));
        }

        return new Question(argument.Trim(), [.. options.Select(o => o.Trim())], documents);
    }

    private static bool LooksLikeFile(string argument) =>
        File.Exists(argument) || (!argument.Contains(' ', StringComparison.Ordinal) && Path.GetExtension(argument) is ".md" or ".txt");

    private static async Task<string> ReadFileAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(await File.ReadAllBytesAsync(file, cancellation));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {file}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{file} cannot be read: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{file} is not UTF-8 text: byte {e.Index} does not fit.", e);
        }
    }
}
