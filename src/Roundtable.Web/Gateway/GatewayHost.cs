using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Web.Access;
using Roundtable.Web.Hosting;
using Roundtable.Web.Telemetry;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Logs;

namespace Roundtable.Web.Gateway;

/// <summary>A server that is the gateway and nothing else: no site, no sessions, no MCP.</summary>
public static class GatewayHost
{
    /// <summary>Builds it; nothing listens yet.</summary>
    /// <param name="workspace">The data directory and what belongs to it.</param>
    /// <param name="rules">How it tells who calls.</param>
    /// <param name="tokens">The tokens that it accepts.</param>
    /// <param name="drain">How long exchanges under way may take to end once it is told to stop.</param>
    /// <param name="map">Maps the endpoints beside the gateway's own paths.</param>
    public static WebApplication Build(WorkspaceContext workspace, AccessRules rules, TokenFile tokens, TimeSpan drain, Action<WebApplication> map)
    {
        var builder = HostBuilder.Create(rules);
        builder.WebHost.UseSockets(s =>
        {
            s.WaitForDataBeforeAllocatingBuffer = false; // a call to the system less a request, for 4 kB an idle connection
            s.UnsafePreferInlineScheduling = true; // whoever has bytes to send sends them: nothing here waits for another request's thread
        });
        var services = builder.Services;
        services.AddProblemDetails();
        services.AddSingleton(rules).AddSingleton(tokens).AddSingleton(workspace).AddSingleton(workspace.Time).AddSingleton<SharedLog>();
        AccessPolicies.Add(services);
        GatewayServices.Add(services, drain);
        ProbeEndpoints.Add(services);
        TelemetryExport.Add(builder, workspace);
        var app = builder.Build();
        app.UseGateway();
        app.UseRouting(); // here, since it would be the first step of all otherwise
        app.UseSecurityHeaders();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseMiddleware<RequestOriginMiddleware>();
        app.UseAuthorization();
        map(app);
        ProbeEndpoints.Map(app);
        TelemetryExport.Map(app, workspace);
        return app;
    }
}
