using System.Text;
using Roundtable.CommandLine;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Ask;

/// <summary>Makes a question from the command line, and says what is wrong with it before anything is spent.</summary>
internal static class QuestionInput
{
    /// <summary>The question, read from a file where the argument names one.</summary>
    public static async Task<Question> ReadAsync(
        string argument, IReadOnlyList<string> options, bool open, IReadOnlyList<string> context, CancellationToken cancellation)
    {
        var text = LooksLikeFile(argument) ? await ReadFileAsync(argument, cancellation).ConfigureAwait(false) : argument;
        List<ContextDocument> documents = [];
        foreach (var file in context)
        {
            documents.Add(new ContextDocument(Path.GetFileName(file), await ReadFileAsync(file, cancellation).ConfigureAwait(false)));
        }

        var question = new Question(text.Trim(), [.. options.Select(o => o.Trim())], documents);
        return QuestionCheck.Validate(question.Text, question.Options, open) is { Count: > 0 } problems
            ? throw new UserError(ExitCode.Usage, string.Join(' ', problems))
            : question;
    }

    private static bool LooksLikeFile(string argument) =>
        File.Exists(argument) || (!argument.Contains(' ', StringComparison.Ordinal) && Path.GetExtension(argument) is ".md" or ".txt");

    private static async Task<string> ReadFileAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return new UTF8Encoding(false, true).GetString(await File.ReadAllBytesAsync(file, cancellation).ConfigureAwait(false));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError(ExitCode.NotFound, $"There is no file {file}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(ExitCode.NotFound, $"{file} cannot be read: {e.Message}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new UserError(ExitCode.BadData, $"{file} is not UTF-8 text: byte {e.Index} does not fit.", e);
        }
    }
}
