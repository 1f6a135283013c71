using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Deliberation.Answers;

namespace Roundtable.Deliberation.Fields;

/// <summary>A JSON document that was fused from the seats' documents, and who agrees with each of its fields.</summary>
/// <param name="Value">The document; null where no seat gave one.</param>
/// <param name="Fields">Its fields by path, in the order of the document.</param>
/// <param name="Problems">Why the document is not valid against the schema, one sentence each; empty where it is valid.</param>
public sealed record FusedFields(
    [property: JsonConverter(typeof(GivenValueConverter))] JsonElement? Value,
    IReadOnlyList<FieldResult> Fields,
    IReadOnlyList<string> Problems)
{
    /// <summary>Fuses documents without a moderator: texts that differ are voted on as wholes.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="given">The documents with the numbers of those that gave them, ascending; at least one.</param>
    public static FusedFields Of(AnswerSchema schema, IReadOnlyList<(int Seat, JsonElement Value)> given) => FieldFusion.Of(schema, given);
}
