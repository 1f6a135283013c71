namespace Roundtable.Corpus.Formats.Packed;

/// <summary>How a file is compressed.</summary>
public enum Packing
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip (RFC 1952), also of several members.</summary>
    Gzip,

    /// <summary>Zstandard (RFC 8878), also of several frames.</summary>
    Zstandard,

    /// <summary>xz.</summary>
    Xz,

    /// <summary>bzip2, also of several streams.</summary>
    Bzip2,
}
