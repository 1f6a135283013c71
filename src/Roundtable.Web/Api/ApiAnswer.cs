using Microsoft.AspNetCore.Http;

namespace Roundtable.Web.Api;

/// <summary>One form of a successful answer.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Schema">Name of a schema of <c>Schemas.json</c>; null for a text or bytes.</param>
/// <param name="Status">Its HTTP status.</param>
public sealed record ApiAnswer(string MediaType, string? Schema = null, int Status = StatusCodes.Status200OK)
{
    /// <summary>A JSON document of a schema.</summary>
    public static ApiAnswer Json(string schema, int status = StatusCodes.Status200OK) => new("application/json", schema, status);
}
