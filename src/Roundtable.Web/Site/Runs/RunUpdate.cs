using System.Text.Json.Serialization;

namespace Roundtable.Web.Site.Runs;

/// <summary>What changed on the page of a run.</summary>
/// <param name="Progress">How far it is, as HTML.</param>
/// <param name="Ended">Whether it runs no longer.</param>
public sealed record RunUpdate(string Progress, bool Ended);

/// <summary>How updates are sent to pages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunUpdate))]
public sealed partial class RunUpdateJson : JsonSerializerContext;
