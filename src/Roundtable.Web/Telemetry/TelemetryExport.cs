using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Roundtable.Workspace;
using Roundtable.Workspace.Telemetry;

namespace Roundtable.Web.Telemetry;

/// <summary>
/// Exports traces and metrics by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector. Where it does not, no library of
/// OpenTelemetry is loaded, and nothing is measured.
/// </summary>
public static class TelemetryExport
{
    /// <summary>The environment variable with the collector's address.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Prefix = "OTEL_";
    private const string SharedPath = "/s/";

    /// <summary>Adds it, where a collector is named.</summary>
    public static void Add(WebApplicationBuilder builder, WorkspaceContext workspace)
    {
        if (workspace.Variable(EndpointVariable) is not null)
        {
            Export(builder, workspace);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // what it refers to is loaded with it
    private static void Export(WebApplicationBuilder builder, WorkspaceContext workspace)
    {
        builder.Configuration.AddInMemoryCollection(workspace.Variables
            .Where(v => v.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(v => new KeyValuePair<string, string?>(v.Key, v.Value)));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(static r => r.AddService("roundtable", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(static t => t
                .AddSource(SessionTelemetry.Name)
                .AddAspNetCoreInstrumentation(static o =>
                {
                    o.Filter = static c => c.Request.Path != "/healthz" && c.Request.Path != "/readyz";

                    // Who has the link of a shared session can read it: the link is a secret, and stays out.
                    o.EnrichWithHttpRequest = static (activity, request) =>
                    {
                        if (request.Path.StartsWithSegments("/s", StringComparison.Ordinal))
                        {
                            activity.SetTag("url.path", SharedPath);
                        }
                    };
                })
                .AddOtlpExporter())
            .WithMetrics(static m => m.AddMeter(SessionTelemetry.Name).AddAspNetCoreInstrumentation().AddOtlpExporter());
    }
}
