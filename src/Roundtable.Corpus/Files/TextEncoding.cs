namespace Roundtable.Corpus.Files;

/// <summary>
/// The encoding of a file's text. Others than UTF-8 are converted to it when the file is opened, and positions are those of the converted text.
/// </summary>
public enum TextEncoding
{
    /// <summary>UTF-8.</summary>
    Utf8,

    /// <summary>UTF-16, the least significant byte first.</summary>
    Utf16,

    /// <summary>UTF-16, the most significant byte first.</summary>
    Utf16BigEndian,

    /// <summary>Windows-1252, which Latin-1 (ISO 8859-1) is read as, too (WHATWG Encoding Standard).</summary>
    Windows1252,
}
