namespace Roundtable.Web.Api;

/// <summary>One form of a successful answer.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Schema">Name of a schema of <c>Schemas.json</c>; null for a text or bytes.</param>
public sealed record ApiAnswer(string MediaType, string? Schema = null)
{
    /// <summary>A JSON document of a schema.</summary>
    public static ApiAnswer Json(string schema) => new("application/json", schema);
}
