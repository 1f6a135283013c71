using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Web.Access;

namespace Roundtable.Web.Hosting;

/// <summary>
/// Probes for those who run the server: <c>/healthz</c> answers 200 while the process is up, <c>/readyz</c> 200 or 503 as it can do
/// its work. They need no authentication, answer under any host name, and reveal nothing else.
/// </summary>
public static class ProbeEndpoints
{
    /// <summary>Adds the checks.</summary>
    public static void Add(IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<WorkspaceReadiness>("workspace", tags: [WorkspaceReadiness.Tag]);

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = static _ => false })
            .AllowAnonymous().DisableRateLimiting().WithMetadata(new RequestOriginMiddleware.AnyHost());
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = static c => c.Tags.Contains(WorkspaceReadiness.Tag) })
            .AllowAnonymous().WithMetadata(new RequestOriginMiddleware.AnyHost());
    }
}
