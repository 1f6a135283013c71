using System.Text.Json.Serialization;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Questions;

/// <summary>A text or an image that the panel reads together with the question.</summary>
/// <param name="Name">Name of the document, usually its file name.</param>
/// <param name="Text">Its full text; empty for an image.</param>
public sealed record ContextDocument(string Name, string Text)
{
    /// <summary>Media type of the file that it was read from (RFC 6838): <c>application/pdf</c>, <c>image/png</c>; null for plain text and Markdown.</summary>
    public string? Media { get; init; }

    /// <summary>Number of pages of a PDF; null for everything else.</summary>
    public int? Pages { get; init; }

    /// <summary>
    /// SHA-256 of the file that it was read from; null for plain text and Markdown. An image's bytes are contents of the log under this digest.
    /// </summary>
    [JsonConverter(typeof(DigestJsonConverter))]
    public Digest? File { get; init; }

    /// <summary>The bytes of an image; empty for everything else, and where the question was read from a document until they are loaded from the log.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Whether it is an image, which not every model sees.</summary>
    [JsonIgnore]
    public bool IsImage => Media?.StartsWith("image/", StringComparison.Ordinal) == true;
}
