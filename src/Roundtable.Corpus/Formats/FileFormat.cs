namespace Roundtable.Corpus.Formats;

/// <summary>The format of a file's rows.</summary>
public enum FileFormat
{
    /// <summary>JSON Lines: one value per line.</summary>
    JsonLines,

    /// <summary>One JSON array of rows, perhaps within an object.</summary>
    JsonArray,

    /// <summary>Comma-separated values (RFC 4180), or with another delimiter, with or without a header row.</summary>
    Csv,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>JSON arrays of rows, one after the other, as in a file of which each line is a batch.</summary>
    JsonArrays,

    /// <summary>JSON values with white space between them, of several lines each.</summary>
    JsonValues,

    /// <summary>A JSON object of columns: each member has the values of all rows, as a list or by the names of rows.</summary>
    JsonColumns,

    /// <summary>Apache Arrow: the file format (Feather, version 2) or the stream format.</summary>
    Arrow,

    /// <summary>A tar archive: the files of one name form a row (WebDataset); lines of JSON in it are rows.</summary>
    Tar,

    /// <summary>Web archives (WARC): a record of plain text is a row.</summary>
    Warc,

    /// <summary>JSON objects in which the rows are in several lists, as <c>train</c> and <c>test</c>, or in a list deep inside.</summary>
    JsonLists,

    /// <summary>A JSON object whose members are the rows, each under its name.</summary>
    JsonMembers,
}
