using System.Text.Json.Serialization;
using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Sensitive;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Corpus.Reports;

/// <summary>The JSON of rows and reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = false,
    Converters =
    [
        typeof(DigestJsonConverter), typeof(KebabEnumConverter<Origin>), typeof(KebabEnumConverter<Strength>), typeof(KebabEnumConverter<EvidenceKind>),
        typeof(KebabEnumConverter<FieldRole>), typeof(KebabEnumConverter<FileFormat>), typeof(KebabEnumConverter<MatchForm>),
        typeof(KebabEnumConverter<SensitiveKind>), typeof(KebabEnumConverter<TextEncoding>),
    ])]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(RowPassage[]))]
[JsonSerializable(typeof(Evidence[]))]
[JsonSerializable(typeof(BenchmarkMatch[]))]
[JsonSerializable(typeof(SensitiveFinding[]))]
[JsonSerializable(typeof(IReadOnlyList<CompletionOrigin>))]
[JsonSerializable(typeof(ScanReport))]
[JsonSerializable(typeof(ScanCommitment))]
[JsonSerializable(typeof(RowLabel))]
public sealed partial class RowJson : JsonSerializerContext;
