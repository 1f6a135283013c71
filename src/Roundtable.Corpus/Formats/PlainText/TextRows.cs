namespace Roundtable.Corpus.Formats.PlainText;

/// <summary>How plain text is split into rows.</summary>
public enum TextRows
{
    /// <summary>One row per paragraph: lines up to an empty one.</summary>
    Paragraph,

    /// <summary>One row per line.</summary>
    Line,

    /// <summary>One row per file.</summary>
    File,
}
