using System.Text.Json.Serialization;

namespace Roundtable.Pages;

/// <summary>What pages hand to their scripts.</summary>
[JsonSerializable(typeof(List<string>))]
internal sealed partial class AskJson : JsonSerializerContext;
