using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roundtable.Web.Access;
using Roundtable.Web.Api;
using Roundtable.Web.Mcp;
using Roundtable.Web.Sharing;
using Roundtable.Web.Site.Asking;
using Roundtable.Web.Site.Corpora;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Models;
using Roundtable.Web.Site.Registry;
using Roundtable.Web.Site.Sessions;
using Roundtable.Web.Site.SignIn;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web;

/// <summary>The web application: what it is made of, and in which order a request passes through it.</summary>
public static class WebHost
{
    private const int MaxUploadBytes = 4 * 1024 * 1024;

    /// <summary>Builds it; nothing listens yet.</summary>
    public static WebApplication Build(WorkspaceContext workspace, AccessRules rules, TokenFile tokens, SiteLimits limits)
    {
        var builder = WebApplication.CreateSlimBuilder();

        // What the framework would say with a stack trace is told in a sentence, with a report where it is our fault.
        builder.Logging.ClearProviders().AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft", LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = MaxUploadBytes;
            k.Listen(rules.Endpoint);
        });
        AddServices(builder.Services, workspace, rules, tokens, limits);
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseExceptionHandler(e => e.Run(Faults.TellAsync));
        app.UseStatusCodePages(Faults.TellStatusAsync);
        app.UseMiddleware<CallerOf>();
        app.UseRateLimiter();
        Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, WorkspaceContext workspace, AccessRules rules, TokenFile tokens, SiteLimits limits)
    {
        services.AddRazorComponents();
        services.AddProblemDetails();

        // Components bring it along. Nothing here is protected by it, so it keeps no keys anywhere.
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.AddResponseCompression(c =>
        {
            // Answers hold no secret that a page of another site could make them repeat (BREACH): they are read by their own caller alone.
            c.EnableForHttps = true;
            c.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "text/markdown", "application/x-tar"];
            c.Providers.Add<BrotliCompressionProvider>();
            c.Providers.Add<GzipCompressionProvider>();
        });
        ApiDocument.Add(services);
        services.AddRateLimiter(l => Limit(l, limits.RequestsPerMinute));
        services.AddSingleton(rules).AddSingleton(tokens).AddSingleton<Shares>().AddSingleton<SharedAddress>().AddSingleton<Removal>();
        SiteServices.AddSessions(services, workspace, limits);
    }

    private static void Limit(RateLimiterOptions limiter, int requestsAMinute)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = static (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "60";
            return ValueTask.CompletedTask;
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
            Key(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = requestsAMinute, Window = TimeSpan.FromMinutes(1), AutoReplenishment = true }));
        limiter.AddPolicy(SignInEndpoints.SignInPolicy, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }));
    }

    /// <summary>Known callers are counted by name, strangers by address.</summary>
    private static string Key(HttpContext context) =>
        CallerOf.Of(context) is { Role: > Role.Stranger } caller ? "caller " + caller.Name : "address " + (context.Connection.RemoteIpAddress ?? IPAddress.None);

    private static void Map(WebApplication app)
    {
        SiteAssets.Map(app);
        SignInEndpoints.Map(app);
        AskEndpoints.Map(app);
        SessionEndpoints.Map(app);
        SessionActions.Map(app);
        ModelsEndpoints.Map(app);
        RegistryEndpoints.Map(app);
        CorpusEndpoints.Map(app);
        SharedEndpoints.Map(app);
        ApiEndpoints.Map(app);
        McpEndpoint.Map(app);
    }
}
