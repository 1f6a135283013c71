using System.Text.Json.Serialization;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Corpus.Scanning;

/// <summary>How plans and evidence are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DigestJsonConverter), typeof(KebabEnumConverter<Origin>), typeof(KebabEnumConverter<Strength>), typeof(KebabEnumConverter<EvidenceKind>), typeof(KebabEnumConverter<Formats.FieldRole>), typeof(KebabEnumConverter<Formats.FileFormat>), typeof(KebabEnumConverter<Formats.Packed.Packing>), typeof(KebabEnumConverter<Formats.TextRows>)])]
[JsonSerializable(typeof(ScanPlan))]
[JsonSerializable(typeof(Evidence))]
public sealed partial class ScanJson : JsonSerializerContext;
