using System.Globalization;
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;

namespace Roundtable.Workspace.Attachments;

/// <summary>The text of a PDF, page by page.</summary>
/// <param name="Text">The text, each page after a line with its number.</param>
/// <param name="Pages">How many pages it has.</param>
internal sealed record PdfText(string Text, int Pages)
{
    /// <summary>Maximum number of pages.</summary>
    public const int MaxPages = 2_000;

    /// <summary>How long reading may take: a damaged or hostile file must not keep a server busy for ever.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    /// <summary>Reads a PDF.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="WorkspaceException">When it is encrypted, damaged, too long, or has no text: never an empty document.</exception>
    public static async Task<PdfText> ReadAsync(string name, byte[] bytes, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            // The reader knows no cancellation within a page; whoever waits goes on all the same.
            return await PdfWorker.TryReadAsync(name, bytes, both.Token)
                ?? await Task.Run(() => ReadHere(name, bytes, both.Token), both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Refused($"{name} takes longer than {_limit.TotalSeconds:0} seconds to read: it may be damaged. Give its text instead.");
        }
    }

    /// <summary>That a file is damaged.</summary>
    internal static WorkspaceException Damaged(string name, Exception? inner = null) =>
        Refused($"{name} is a damaged PDF: it cannot be read. Save it again from the program that made it, or give its text.", inner);

    /// <summary>Reads a PDF in this process, which some files end.</summary>
    internal static PdfText ReadHere(string name, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            return Read(name, bytes, cancellation);
        }
        catch (PdfDocumentEncryptedException e)
        {
            throw Refused($"{name} is encrypted and opens with a password only: save it without one.", e);
        }
#pragma warning disable CA1031 // A reader of damaged files fails in many ways; whoever gave the file is told one thing.
        catch (Exception e) when (e is not (OperationCanceledException or WorkspaceException))
#pragma warning restore CA1031
        {
            throw Damaged(name, e);
        }
    }

    private static PdfText Read(string name, byte[] bytes, CancellationToken cancellation)
    {
        using var document = PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        var pages = document.NumberOfPages;
        if (pages > MaxPages)
        {
            throw Refused(string.Create(
                CultureInfo.InvariantCulture, $"{name} has {pages:N0} pages; the maximum is {MaxPages:N0}: give the pages that matter."));
        }

        var text = new StringBuilder();
        var read = 0;
        for (var number = 1; number <= pages; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var words = Clean(ContentOrderTextExtractor.GetText(document.GetPage(number), addDoubleNewline: false));
            read += words.Length > 0 ? 1 : 0;
            text.Append(CultureInfo.InvariantCulture, $"[page {number}{(words.Length == 0 ? ": no text, perhaps a picture" : "")}]\n");
            text.Append(words).Append("\n\n");
            if (text.Length > ContextFile.MaxTextBytes)
            {
                throw Refused(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} has more text than a panel can be given, {ContextFile.MaxTextBytes:N0} bytes, by page {number} of {pages}: give the pages that "
                        + $"matter."));
            }
        }

        return read > 0 ? new PdfText(text.ToString().TrimEnd(), pages) : throw Refused(
            $"{name} has no text on its {(pages == 1 ? "page" : $"{pages} pages")}: it may be scanned. Run text recognition (OCR) over it, or give its pages "
                + "as images.");
    }

    /// <summary>The text without characters that no prompt takes: controls, and halves of surrogate pairs, which broken fonts give.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().Trim();
    }

    private static WorkspaceException Refused(string message, Exception? inner = null) => new(ErrorKind.BadData, message, inner);
}
