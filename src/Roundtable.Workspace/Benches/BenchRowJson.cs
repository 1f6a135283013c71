using System.Text.Json.Serialization;

namespace Roundtable.Workspace.Benches;

/// <summary>JSON of texts in rows.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class BenchRowJson : JsonSerializerContext;
