using System.Globalization;
using System.Text;
using Roundtable.Deliberation.Questions;
using Roundtable.Workspace;
using Roundtable.Workspace.Attachments;

namespace Roundtable.Cli.Ask;

/// <summary>Reads a question from the command line and the files that it names.</summary>
internal static class QuestionInput
{
    /// <summary>The question, read from a file where the argument names one; options given beside the file take the place of its own.</summary>
    public static async Task<(Question Question, IReadOnlyList<ContextFile> Files)> ReadAsync(
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

        List<ContextFile> files = [];
        foreach (var file in contextFiles)
        {
            files.Add(new ContextFile(Path.GetFileName(file), await ReadBytesAsync(file, cancellation)));
        }

        return (new Question(argument.Trim(), [.. options.Select(o => o.Trim())], documents), files);
    }

    private static bool LooksLikeFile(string argument) =>
        File.Exists(argument) || (!argument.Contains(' ', StringComparison.Ordinal) && Path.GetExtension(argument) is ".md" or ".txt");

    private static async Task<string> ReadFileAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(await ReadBytesAsync(file, cancellation));
        }
        catch (DecoderFallbackException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{file} is not UTF-8 text: byte {e.Index} does not fit.", e);
        }
    }

    private static async Task<byte[]> ReadBytesAsync(string file, CancellationToken cancellation)
    {
        try
        {
            // The size is looked at first, so that no film is read into memory to be refused.
            return new FileInfo(file) is { Exists: true, Length: > ContextFile.MaxTotalBytes and var size }
                ? throw new WorkspaceException(ErrorKind.InvalidInput, string.Create(
                    CultureInfo.InvariantCulture, $"{file} has {size:N0} bytes; the maximum is {ContextFile.MaxBytes:N0}: make it smaller."))
                : await File.ReadAllBytesAsync(file, cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {file}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{file} cannot be read: {e.Message}", e);
        }
    }
}
