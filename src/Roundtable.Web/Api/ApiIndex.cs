namespace Roundtable.Web.Api;

/// <summary>Where things are.</summary>
/// <param name="OpenApi">The API's description.</param>
/// <param name="Sessions">The sessions.</param>
/// <param name="Models">The models.</param>
/// <param name="Panels">The named panels.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Judge">Rulings.</param>
/// <param name="Mcp">The Model Context Protocol.</param>
public sealed record ApiIndex(string OpenApi, string Sessions, string Models, string Panels, string Registry, string Judge, string Mcp);
