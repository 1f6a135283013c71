using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Roundtable.Web.Access;

namespace Roundtable.Web.Hosting;

/// <summary>What every server of the program has in common before its services: what it logs, and where it listens.</summary>
internal static class HostBuilder
{
    /// <summary>Begins a server.</summary>
    /// <param name="rules">Where it listens.</param>
    /// <param name="maxBody">Maximum size of a request's body in bytes, unless an endpoint sets its own; null for Kestrel's.</param>
    public static WebApplicationBuilder Create(AccessRules rules, long? maxBody = null)
    {
        // No file of the current directory is for it, nor watched: what is written there may be the log.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);

        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();

        // Errors are answered with a sentence, and a report on the server where the error is the program's own; never with a stack trace.
        builder.Logging.ClearProviders().AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None) // it would make an activity and a scope for each request
            .AddFilter("ModelContextProtocol", LogLevel.Critical); // what goes wrong in a tool, CheckedTool logs
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = maxBody ?? k.Limits.MaxRequestBodySize;
            k.Listen(rules.Endpoint);
        });
        return builder;
    }
}
