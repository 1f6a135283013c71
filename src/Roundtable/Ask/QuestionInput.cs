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
        return Problem(question, open) is { } problem ? throw new UserError(ExitCode.Usage, problem) : question;
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

    private static string? Problem(Question question, bool open)
    {
        var options = question.Options;
        if (question.Text.Length == 0)
        {
            return "The question is empty: put it in quotation marks after 'ask'.";
        }

        if (question.Text.Length > Question.MaxTextLength)
        {
            return $"The question has {question.Text.Length} characters, but at most {Question.MaxTextLength} are allowed; move the long part to a file and pass it with --context.";
        }

        if (open)
        {
            return options.Count > 0 ? "--open and --option exclude each other: an open question has no options." : null;
        }

        return options.Count switch
        {
            0 => "The question has no options: add them with --option TEXT (at least two), or ask it open with --open.",
            1 => $"The question has one option, \"{options[0]}\": add at least one more with --option TEXT.",
            > Question.MaxOptions => $"The question has {options.Count} options, but at most {Question.MaxOptions} are allowed.",
            _ when options.Any(o => o.Length == 0) => "An option is empty: give each --option some text.",
            _ => options.GroupBy(o => o.Normalize(NormalizationForm.FormKC), StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice
                ? $"The option \"{twice.First()}\" is given twice."
                : null,
        };
    }
}
