using System.Text.Json.Serialization;

namespace Roundtable.Web.Site.Layout;

/// <summary>The JSON of <see cref="Pins"/>, short: it travels with every request.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<Pin>))]
internal sealed partial class PinsJson : JsonSerializerContext;
