using System.Text.Json.Serialization;

namespace Roundtable.Deliberation.Minutes;

[JsonSerializable(typeof(string))]
internal sealed partial class MinutesJsonContext : JsonSerializerContext;
