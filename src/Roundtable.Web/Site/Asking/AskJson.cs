using System.Text.Json.Serialization;

namespace Roundtable.Web.Site.Asking;

/// <summary>What pages hand to their scripts.</summary>
[JsonSerializable(typeof(List<string>))]
public sealed partial class AskJson : JsonSerializerContext;
