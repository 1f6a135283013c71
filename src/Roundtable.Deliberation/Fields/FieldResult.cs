using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Deliberation.Answers;

namespace Roundtable.Deliberation.Fields;

/// <summary>How one field was fused.</summary>
/// <param name="Path">Where it is in the document: a JSON Pointer (RFC 6901); empty for the document itself.</param>
/// <param name="Rule">How its value was chosen.</param>
/// <param name="Value">Its value; null where it was left out.</param>
/// <param name="Agree">Numbers of the seats that gave this value, ascending. A median may have none.</param>
/// <param name="Values">Every value that was given, with the seats that gave it, the most frequent first; empty for an object fused member by member.</param>
public sealed record FieldResult(
    string Path,
    FieldRule Rule,
    [property: JsonConverter(typeof(GivenValueConverter))] JsonElement? Value,
    IReadOnlyList<int> Agree,
    IReadOnlyList<FieldValue> Values);
