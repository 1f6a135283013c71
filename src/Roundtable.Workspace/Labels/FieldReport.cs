using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Annotation.Labelling;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Labels;

/// <summary>
/// What a run found whose labels are JSON by a schema: each item's documents are fused field by field. There are no probabilities, shares or promises: what
/// seats agree on in a field is told, and no more.
/// </summary>
/// <param name="Codebook">Name of the codebook.</param>
/// <param name="CodebookDigest">Digest of the codebook, in hexadecimal.</param>
/// <param name="Items">Number of items.</param>
/// <param name="Labelled">Number of items with a label.</param>
/// <param name="CannotTell">Number of items of which more seats say that they cannot tell than give a label.</param>
/// <param name="Fields">The fields, by path.</param>
/// <param name="Seats">Each seat's answers by kind.</param>
public sealed record FieldReport(
    string Codebook,
    string CodebookDigest,
    int Items,
    int Labelled,
    int CannotTell,
    IReadOnlyList<FieldAgreement> Fields,
    IReadOnlyList<FieldSeat> Seats)
{
    /// <summary>The format of the JSON document.</summary>
    public const string CurrentFormat = "roundtable-field-report/1";

    /// <summary><see cref="CurrentFormat"/>.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Writes the report in canonical form.</summary>
    public byte[] Write() => CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(this, FieldReportJson.Default.FieldReport));

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">When the bytes are anything else.</exception>
    public static FieldReport Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, FieldReportJson.Default.FieldReport) is { Format: CurrentFormat } report
            ? report
            : throw new JsonException($"It is not a {CurrentFormat}.");
}

/// <summary>How far seats agree on one field, over the items in which it stands.</summary>
/// <param name="Path">Where it is: a JSON Pointer (RFC 6901).</param>
/// <param name="Items">Number of items whose label has it.</param>
/// <param name="Unanimous">Number of those on which all seats that answered agree.</param>
/// <param name="Ties">Number of those on which no value was given by more seats than the others.</param>
public sealed record FieldAgreement(string Path, int Items, int Unanimous, int Ties);

/// <summary>A seat's answers by kind.</summary>
/// <param name="Seat">Its name.</param>
/// <param name="Model">The model that is asked for.</param>
/// <param name="Answers">Number of answers by kind.</param>
/// <param name="Served">The models that served it.</param>
public sealed record FieldSeat(string Seat, string Model, IReadOnlyDictionary<string, int> Answers, IReadOnlyList<ServedModel> Served);

/// <summary>How a report is serialised.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FieldReport))]
internal sealed partial class FieldReportJson : JsonSerializerContext;
