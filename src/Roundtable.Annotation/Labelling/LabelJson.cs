using System.Text.Json.Serialization;

namespace Roundtable.Annotation.Labelling;

/// <summary>JSON of what seats are asked.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class LabelJson : JsonSerializerContext;
