namespace Roundtable.Workspace.Attachments;

/// <summary>A file that the panel is to read beside the question: text, Markdown, a PDF, or a PNG, JPEG, WebP or GIF image.</summary>
/// <param name="Name">Its name, for people and models. What it is, its bytes say.</param>
/// <param name="Data">Its bytes; in JSON as base64 (RFC 4648, section 4).</param>
public sealed record ContextFile(string Name, byte[] Data)
{
    /// <summary>Maximum size of a text or a PDF in bytes.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Maximum size of all texts beside one question together, those of PDFs included, in bytes of UTF-8.</summary>
    public const int MaxTextBytes = 2 * 1024 * 1024;

    /// <summary>Maximum size of an image in bytes: in base64 it stays below the 5 MiB that the strictest provider takes.</summary>
    public const int MaxImageBytes = 3_900_000;

    /// <summary>Maximum number of images beside one question.</summary>
    public const int MaxImages = 10;

    /// <summary>Maximum size of all files of one request together, in bytes.</summary>
    public const int MaxTotalBytes = 24 * 1024 * 1024;

    /// <summary>Maximum size in bytes of the body of a request that carries files, in base64 or as a form.</summary>
    public const int MaxRequestBytes = 36 * 1024 * 1024;
}
