using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Roundtable.Web.Access;
using Roundtable.Workspace;
using Roundtable.Workspace.Telemetry;

namespace Roundtable.Web.Telemetry;

/// <summary>
/// Exports traces and metrics by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector, and shows metrics to Prometheus at <c>/metrics</c> where
/// <c>OTEL_METRICS_EXPORTER</c> names <c>prometheus</c>. Otherwise no library of OpenTelemetry is loaded, and nothing is measured.
/// </summary>
public static class TelemetryExport
{
    /// <summary>The environment variable with the collector's address.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// The environment variable with the exporters of metrics, several with commas between (OpenTelemetry's environment variable specification).
    /// </summary>
    public const string ExportersVariable = "OTEL_METRICS_EXPORTER";

    /// <summary>Where Prometheus finds the metrics.</summary>
    public const string MetricsPath = "/metrics";

    private const string Prefix = "OTEL_";
    private const string SharedPath = "/s/";

    /// <summary>Adds it, where a collector is named or Prometheus is.</summary>
    public static void Add(WebApplicationBuilder builder, WorkspaceContext workspace)
    {
        if (IsPushed(workspace) || IsScraped(workspace))
        {
            Export(builder, workspace);
        }
    }

    /// <summary>Maps the address for Prometheus, where it is named: for readers, whose token goes into the scraper's <c>authorization</c>.</summary>
    public static void Map(WebApplication app, WorkspaceContext workspace)
    {
        if (IsScraped(workspace))
        {
            MapScraping(app);
        }
    }

    private static bool IsPushed(WorkspaceContext workspace) => workspace.Variable(EndpointVariable) is not null;

    private static bool IsScraped(WorkspaceContext workspace) =>
        workspace.Variable(ExportersVariable)?.Split(',', StringSplitOptions.TrimEntries).Contains("prometheus", StringComparer.Ordinal) == true;

    [MethodImpl(MethodImplOptions.NoInlining)] // what it refers to is loaded with it
    private static void MapScraping(WebApplication app) => app.MapPrometheusScrapingEndpoint(MetricsPath).RequireAuthorization(AccessPolicies.Reader);

    [MethodImpl(MethodImplOptions.NoInlining)] // what it refers to is loaded with it
    private static void Export(WebApplicationBuilder builder, WorkspaceContext workspace)
    {
        builder.Configuration.AddInMemoryCollection(workspace.Variables
            .Where(v => v.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(v => new KeyValuePair<string, string?>(v.Key, v.Value)));
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(static r => r.AddService("roundtable", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3)));
        var (pushed, scraped) = (IsPushed(workspace), IsScraped(workspace));
        telemetry.WithMetrics(m =>
        {
            m.AddMeter(SessionTelemetry.Name).AddAspNetCoreInstrumentation();
            _ = pushed ? m.AddOtlpExporter() : m;
            _ = scraped ? m.AddPrometheusExporter() : m;
        });
        if (pushed)
        {
            telemetry.WithTracing(Trace);
        }
    }

    private static void Trace(TracerProviderBuilder tracing) => tracing
        .AddSource(SessionTelemetry.Name)
        .AddAspNetCoreInstrumentation(static o =>
        {
            o.Filter = static c => c.Request.Path != "/healthz" && c.Request.Path != "/readyz" && c.Request.Path != MetricsPath;

            // Who has the link of a shared session can read it: the link is a secret, and stays out.
            o.EnrichWithHttpRequest = static (activity, request) =>
            {
                if (request.Path.StartsWithSegments("/s", StringComparison.Ordinal))
                {
                    activity.SetTag("url.path", SharedPath);
                }
            };
        })
        .AddOtlpExporter();
}
