using System.Text.Json.Serialization;
using Roundtable.Corpus.Benchmarks;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Formats.PlainText;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Sensitive;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Corpus.Plans;

/// <summary>The JSON of plans and evidence.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(DigestJsonConverter), typeof(KebabEnumConverter<Origin>), typeof(KebabEnumConverter<Strength>), typeof(KebabEnumConverter<EvidenceKind>),
        typeof(KebabEnumConverter<FieldRole>), typeof(KebabEnumConverter<FileFormat>), typeof(KebabEnumConverter<Packing>),
        typeof(KebabEnumConverter<TextRows>), typeof(KebabEnumConverter<MatchForm>), typeof(KebabEnumConverter<SensitiveKind>),
        typeof(KebabEnumConverter<TextEncoding>),
    ])]
[JsonSerializable(typeof(ScanPlan))]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(BenchmarkMatch))]
[JsonSerializable(typeof(SensitiveFinding))]
public sealed partial class ScanJson : JsonSerializerContext;
