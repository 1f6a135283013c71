using System.Globalization;
using System.Text;
using Roundtable.Deliberation.Questions;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Attachments;

/// <summary>Reads the files that come with a question, the same for the command line, the site, the API and MCP.</summary>
public static class ContextReader
{
    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);

    /// <summary>What is wrong with the files before any is read: their number and sizes.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<ContextFile> files)
    {
        if (files.Sum(f => (long)f.Data.Length) is > ContextFile.MaxTotalBytes and var total)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The files have {total:N0} bytes; the maximum is {ContextFile.MaxTotalBytes:N0}: leave out what the panel need not read.");
        }

        foreach (var file in files)
        {
            var image = FileKind.MediaOf(file.Data)?.StartsWith("image/", StringComparison.Ordinal) == true;
            var max = image ? ContextFile.MaxImageBytes : ContextFile.MaxBytes;
            if (file.Data.Length > max)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file.Name} has {file.Data.Length:N0} bytes; the maximum of {(image ? "an image" : "a file")} is {max:N0}: make it smaller.");
            }
            else if (string.IsNullOrWhiteSpace(file.Name) || file.Name.Length > 255 || file.Name.Any(char.IsControl))
            {
                yield return "A file needs a name of 1 to 255 characters on one line.";
            }
        }

        if (files.Count(f => FileKind.MediaOf(f.Data)?.StartsWith("image/", StringComparison.Ordinal) == true) is > ContextFile.MaxImages and var images)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"There are {images} images; the maximum is {ContextFile.MaxImages}.");
        }
    }

    /// <summary>Reads the files.</summary>
    /// <param name="files">The files, which <see cref="Problems"/> has nothing against.</param>
    /// <param name="time">The clock, for the time that a PDF may take.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The documents in the order of the files, and one sentence for each file that could not be read.</returns>
    public static async Task<(IReadOnlyList<ContextDocument> Documents, IReadOnlyList<string> Problems)> ReadAsync(
        IReadOnlyList<ContextFile> files, TimeProvider time, CancellationToken cancellation)
    {
        List<ContextDocument> documents = [];
        List<string> problems = [];
        foreach (var file in files)
        {
            try
            {
                documents.Add(await ReadAsync(file, time, cancellation));
            }
            catch (WorkspaceException e)
            {
                problems.Add(e.Message);
            }
        }

        return (documents, problems);
    }

    private static async Task<ContextDocument> ReadAsync(ContextFile file, TimeProvider time, CancellationToken cancellation)
    {
        switch (FileKind.MediaOf(file.Data))
        {
            case FileKind.Pdf:
                var pdf = await PdfText.ReadAsync(file.Name, file.Data, time, cancellation);
                return new ContextDocument(file.Name, pdf.Text) { Media = FileKind.Pdf, Pages = pdf.Pages, File = Digest.Of(file.Data) };
            case { } image:
                return new ContextDocument(file.Name, "") { Media = image, File = Digest.Of(file.Data), Bytes = file.Data };
            default:
                return new ContextDocument(file.Name, Text(file));
        }
    }

    private static string Text(ContextFile file)
    {
        try
        {
            var text = _strict.GetString(file.Data);
            return text.Contains('\0', StringComparison.Ordinal)
                ? throw NotText(file, "it contains a NUL character")
                : text.TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw NotText(file, $"byte {e.Index} does not fit");
        }
    }

    private static WorkspaceException NotText(ContextFile file, string why) => new(
        ErrorKind.BadData,
        $"{file.Name} is not UTF-8 text: {(FileKind.OtherOf(file.Data) is { } other ? $"it is {other}" : why)}. Text, Markdown, PDF, PNG, JPEG, WebP and "
            + "GIF are read.");
}
