using System.Text.Json.Serialization;

namespace Roundtable.Web.Api;

/// <summary>What a request about gold holds; what an operation does not need may be left out.</summary>
/// <param name="Item">The id of an item.</param>
/// <param name="Answer">An answer of the codebook, or <c>cannot tell</c>; where answers are JSON, its text.</param>
/// <param name="As">Who labels, where nobody signed in; else the owner of the token does.</param>
public sealed record GoldRequest(string? Item = null, string? Answer = null, string? As = null);

/// <summary>How such requests are read: members that there are not, or that come twice, are errors.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(GoldRequest))]
internal sealed partial class GoldRequestJson : JsonSerializerContext;
