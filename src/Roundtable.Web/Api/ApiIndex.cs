namespace Roundtable.Web.Api;

/// <summary>The addresses of the API's parts.</summary>
/// <param name="OpenApi">The OpenAPI document.</param>
/// <param name="Sessions">The sessions.</param>
/// <param name="Models">The models.</param>
/// <param name="Panels">The named panels.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Judge">Rulings.</param>
/// <param name="Mcp">The Model Context Protocol.</param>
public sealed record ApiIndex(string OpenApi, string Sessions, string Models, string Panels, string Registry, string Judge, string Mcp)
{
    /// <summary>The addresses under this site's root.</summary>
    public static ApiIndex Here { get; } = new(
        "/api/v1/openapi.json",
        "/api/v1/sessions",
        "/api/v1/models",
        "/api/v1/panels",
        "/api/v1/registry",
        "/api/v1/judge",
        "/mcp");
}
