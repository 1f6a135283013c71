using System.Text.Json.Serialization;
using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Files;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Reports;

/// <summary>What a scan found, in numbers. The labels of rows are in rows.jsonl, rejected rows in set-aside.jsonl.</summary>
public sealed record ScanReport
{
    /// <summary>The version of the format.</summary>
    public string Format { get; init; } = ScanReportFile.Current;

    /// <summary>Whether keys and personal data were looked for in all fields of rows: until version 2 only in those that are read as text.</summary>
    [JsonIgnore]
    public bool IsSensitiveOfAllFields => Format is not ("roundtable-scan-report/1" or "roundtable-scan-report/2");

    /// <summary>The fingerprint of the plan.</summary>
    public required Digest Plan { get; init; }

    /// <summary>The version of the list of phrases.</summary>
    public required string Phrases { get; init; }

    /// <summary>The fraction of rows that was examined: 1 for all.</summary>
    public required double Sample { get; init; }

    /// <summary>All rows of the files, rejected ones included.</summary>
    public required long Rows { get; init; }

    /// <summary>Examined rows: all that could be read, or a sample of them.</summary>
    [JsonPropertyName("looked")]
    public required long Examined { get; init; }

    /// <summary>Words in the examined rows.</summary>
    public required long Words { get; init; }

    /// <summary>Bytes of text (UTF-8) in the examined rows.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes of values that look like text and were not read in the examined rows, and of rejected rows.</summary>
    public long Unread { get; init; }

    /// <summary>The share of text-like bytes that was read: from 0 to 1; 1 where there are none.</summary>
    public double Read => ReadShare(Bytes, Unread);

    /// <summary>Rows by origin.</summary>
    public required IReadOnlyList<ReportShare> Origins { get; init; }

    /// <summary>Rows by the kind and strength of the evidence that decided their origin.</summary>
    public required IReadOnlyList<ReportShare> DecidedBy { get; init; }

    /// <summary>Rows that have evidence of a kind and strength, whether or not it decided.</summary>
    public required IReadOnlyList<ReportShare> Evidence { get; init; }

    /// <summary>Rows by model, verbatim.</summary>
    public required IReadOnlyList<ReportShare> Models { get; init; }

    /// <summary>Rows by licence, verbatim.</summary>
    public required IReadOnlyList<ReportShare> Licences { get; init; }

    /// <summary>The most frequent phrases and declarations.</summary>
    [JsonPropertyName("says")]
    public required IReadOnlyList<ReportShare> Summaries { get; init; }

    /// <summary>The examined rows by provenance.</summary>
    public required IReadOnlyList<ReportGroup> Groups { get; init; }

    /// <summary>What was found in each file.</summary>
    public required IReadOnlyList<FileReport> Files { get; init; }

    /// <summary>What was not read.</summary>
    public required IReadOnlyList<SkippedFile> Skipped { get; init; }

    /// <summary>Rejected rows by reason.</summary>
    [JsonPropertyName("setAside")]
    public required IReadOnlyList<RejectedRows> Rejected { get; init; }

    /// <summary>What was found in each reference collection.</summary>
    public required IReadOnlyList<CollectionReport> Collections { get; init; }

    /// <summary>Duplicates; null where they were not searched for.</summary>
    public RepeatReport? Repeats { get; init; }

    /// <summary>The examined rows by language; null in reports of version 1.</summary>
    public IReadOnlyList<ReportShare>? Languages { get; init; }

    /// <summary>The lengths of the examined rows in words; null in reports of version 1 and where there is no row.</summary>
    public LengthReport? Lengths { get; init; }

    /// <summary>The encoding whose tokens were counted; null where none were.</summary>
    public string? Encoding { get; init; }

    /// <summary>The lengths of the examined rows in tokens; null where they were not counted.</summary>
    public LengthReport? Tokens { get; init; }

    /// <summary>The test items of benchmarks that stand in the rows; null where none were looked for.</summary>
    public IReadOnlyList<BenchmarkReport>? Benchmarks { get; init; }

    /// <summary>Keys and personal data; null in reports of version 1, which were not searched for them.</summary>
    public IReadOnlyList<SensitiveReport>? Sensitive { get; init; }

    /// <summary>Rows in which findings stand; null in reports of version 1.</summary>
    public IReadOnlyList<ReportExample>? Examples { get; init; }

    /// <summary>What changed since an earlier scan; null where none was named.</summary>
    public ChangesSince? Since { get; init; }

    /// <summary>What would determine the origin of unknown rows, most rows first.</summary>
    public required IReadOnlyList<Unsettled> Unknown { get; init; }

    /// <summary>What the scan commits to.</summary>
    public required ScanCommitment Commitment { get; init; }

    /// <summary>A share of text-like bytes, in ten-thousandths rounded down: what was not all read is not told as all.</summary>
    internal static double ReadShare(long bytes, long unread) =>
        bytes + unread == 0 ? 1 : Math.Floor(10_000.0 * bytes / (bytes + unread)) / 10_000;
}
