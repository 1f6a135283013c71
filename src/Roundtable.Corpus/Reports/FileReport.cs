using System.Text.Json.Serialization;
using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Reports;

/// <summary>What was found in a file.</summary>
/// <param name="Name">The file.</param>
/// <param name="Format">Its format.</param>
/// <param name="Shape">The shape of its rows: "chat", "instruction", "preference", "text", "custom"; "guessed" where no field has a known name.</param>
/// <param name="Fields">The fields that were read, with their roles.</param>
/// <param name="Rows">All rows, rejected ones included.</param>
/// <param name="Rejected">Rejected rows: those that could not be read.</param>
/// <param name="Words">Words in the examined rows.</param>
/// <param name="Origins">The examined rows by origin.</param>
/// <param name="Bytes">Bytes of text (UTF-8) that were read in the examined rows.</param>
/// <param name="Unread">Bytes of values that look like text and were not read, and of rejected rows.</param>
/// <param name="Encoding">The encoding of its text, where it is not UTF-8.</param>
public sealed record FileReport(
    string Name,
    FileFormat Format,
    string Shape,
    IReadOnlyList<PlannedField> Fields,
    long Rows,
    [property: JsonPropertyName("setAside")] long Rejected,
    long Words,
    OriginCounts Origins,
    long Bytes = 0,
    long Unread = 0,
    TextEncoding? Encoding = null)
{
    /// <summary>The share of its text-like bytes that was read: from 0 to 1; 1 where there are none.</summary>
    public double Read => ScanReport.ReadShare(Bytes, Unread);
}
