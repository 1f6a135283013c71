using System.Text.Json;
using System.Text.Json.Serialization;

namespace Roundtable.Web.Site.Asking;

/// <summary>What pages hand to their scripts.</summary>
[JsonSerializable(typeof(List<string>))]
public sealed partial class AskJson : JsonSerializerContext
{
    /// <summary>Options as a JSON array of texts.</summary>
    public static string Array(IReadOnlyList<string> options) => JsonSerializer.Serialize([.. options], Default.ListString);
}
