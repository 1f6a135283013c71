namespace Roundtable.Corpus.Formats.PlainText;

/// <summary>What a row of plain text is.</summary>
public enum TextRows
{
    /// <summary>A paragraph: lines up to an empty one.</summary>
    Paragraph,

    /// <summary>A line.</summary>
    Line,

    /// <summary>The whole file.</summary>
    File,
}
