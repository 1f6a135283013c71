using System.Text.Json.Serialization;

namespace Roundtable.Web.Site.Layout;

/// <summary>The JSON of <see cref="ScriptTexts"/>. Its encoder leaves no <c>&lt;</c> as it is, so that it can stand in a page.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ScriptTextsJson : JsonSerializerContext;
