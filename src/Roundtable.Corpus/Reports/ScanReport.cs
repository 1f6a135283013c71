using System.Text.Json.Serialization;
using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Files;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Reports;

/// <summary>What a scan found, in numbers. The rows themselves stand in rows.jsonl, those that could not be read in set-aside.jsonl.</summary>
public sealed record ScanReport
{
    /// <summary>The version of the format.</summary>
    public string Format { get; init; } = "roundtable-scan-report/1";

    /// <summary>The fingerprint of the plan.</summary>
    public required Digest Plan { get; init; }

    /// <summary>The version of the list of phrases.</summary>
    public required string Phrases { get; init; }

    /// <summary>The share of rows that was looked at: 1 for all.</summary>
    public required double Sample { get; init; }

    /// <summary>Rows in the files, those set aside included.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that were looked at: all that could be read, or the sample of them.</summary>
    [JsonPropertyName("looked")]
    public required long Examined { get; init; }

    /// <summary>Words in the rows that were looked at.</summary>
    public required long Words { get; init; }

    /// <summary>Bytes of text (UTF-8) in the rows that were looked at.</summary>
    public required long Bytes { get; init; }

    /// <summary>Rows by origin.</summary>
    public required IReadOnlyList<ReportShare> Origins { get; init; }

    /// <summary>Rows by what their origin rests on: the kind and strength of the evidence that decided.</summary>
    public required IReadOnlyList<ReportShare> DecidedBy { get; init; }

    /// <summary>Rows that have evidence of a kind and strength, whether or not it decided.</summary>
    public required IReadOnlyList<ReportShare> Evidence { get; init; }

    /// <summary>Rows by model, as it was written.</summary>
    public required IReadOnlyList<ReportShare> Models { get; init; }

    /// <summary>Rows by licence, as it was written.</summary>
    public required IReadOnlyList<ReportShare> Licences { get; init; }

    /// <summary>The phrases and declarations that were found most often.</summary>
    [JsonPropertyName("says")]
    public required IReadOnlyList<ReportShare> Summaries { get; init; }

    /// <summary>The rows that were looked at, by what they came from.</summary>
    public required IReadOnlyList<ReportGroup> Groups { get; init; }

    /// <summary>What was found in each file.</summary>
    public required IReadOnlyList<FileReport> Files { get; init; }

    /// <summary>What was not read.</summary>
    public required IReadOnlyList<SkippedFile> Skipped { get; init; }

    /// <summary>Rows that could not be read, by reason.</summary>
    [JsonPropertyName("setAside")]
    public required IReadOnlyList<RejectedRows> Rejected { get; init; }

    /// <summary>What was found in each reference collection.</summary>
    public required IReadOnlyList<CollectionReport> Collections { get; init; }

    /// <summary>Rows that say again what others say; null where rows were not held against each other.</summary>
    public RepeatReport? Repeats { get; init; }

    /// <summary>What would settle the rows of unknown origin, most rows first.</summary>
    public required IReadOnlyList<Unsettled> Unknown { get; init; }

    /// <summary>What the scan commits to.</summary>
    public required ScanCommitment Commitment { get; init; }
}
