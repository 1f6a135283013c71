using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Deliberation.Answers;

namespace Roundtable.Deliberation.Fields;

/// <summary>A value that seats gave for a field.</summary>
/// <param name="Value">The value; null where they left the field out.</param>
/// <param name="Seats">Their numbers, ascending.</param>
public sealed record FieldValue([property: JsonConverter(typeof(GivenValueConverter))] JsonElement? Value, IReadOnlyList<int> Seats);
