using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Web.Access;
using Roundtable.Web.Api;
using Roundtable.Web.Gateway;
using Roundtable.Web.Hosting;
using Roundtable.Web.Mcp;
using Roundtable.Web.Sharing;
using Roundtable.Web.Site.Asking;
using Roundtable.Web.Site.Audits;
using Roundtable.Web.Site.Comparing;
using Roundtable.Web.Site.Connecting;
using Roundtable.Web.Site.Corpora;
using Roundtable.Web.Site.Disclosures;
using Roundtable.Web.Site.Following;
using Roundtable.Web.Site.Gateway;
using Roundtable.Web.Site.Importing;
using Roundtable.Web.Site.Labelling;
using Roundtable.Web.Site.Languages;
using Roundtable.Web.Site.Layout;
using Roundtable.Web.Site.Live;
using Roundtable.Web.Site.Lookup;
using Roundtable.Web.Site.Models;
using Roundtable.Web.Site.Registry;
using Roundtable.Web.Site.Runs;
using Roundtable.Web.Site.Sessions;
using Roundtable.Web.Site.Sets;
using Roundtable.Web.Site.SignIn;
using Roundtable.Web.Site.Start;
using Roundtable.Web.Site.Students;
using Roundtable.Web.Site.Styleguide;
using Roundtable.Web.Site.Watching;
using Roundtable.Web.Site.Words;
using Roundtable.Web.Telemetry;
using Roundtable.Workspace;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Gateway;
using Roundtable.Workspace.Gold;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web;

/// <summary>The web application: what it is made of, and in which order a request passes through it.</summary>
public static class WebHost
{
    private const int MaxUploadBytes = 4 * 1024 * 1024;
    private const int MaxSignInsPerMinute = 20;

    /// <summary>Builds it; nothing listens yet.</summary>
    /// <param name="workspace">The data directory and what belongs to it.</param>
    /// <param name="rules">How it tells who calls.</param>
    /// <param name="tokens">The tokens that it accepts.</param>
    /// <param name="limits">How much one caller may do.</param>
    /// <param name="drain">How long exchanges through the gateway may take to end once it is told to stop; null for the default.</param>
    public static WebApplication Build(WorkspaceContext workspace, AccessRules rules, TokenFile tokens, SiteLimits limits, TimeSpan? drain = null)
    {
        var builder = HostBuilder.Create(rules, MaxUploadBytes);
        AddServices(builder.Services, workspace, rules, tokens, limits, drain ?? GatewaySettings.Default.Drain);
        TelemetryExport.Add(builder, workspace);
        var app = builder.Build();
        app.UseGateway();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseExceptionHandler(e => e.Run(ErrorAnswers.WriteAsync));
        app.UseStatusCodePages(ErrorAnswers.WriteStatusAsync);
        app.UseAuthentication();
        app.UseMiddleware<RequestOriginMiddleware>();
        app.UseRateLimiter();
        app.UseAuthorization();
        Map(app, workspace);
        TelemetryExport.Map(app, workspace);
        return app;
    }

    private static void AddServices(
        IServiceCollection services, WorkspaceContext workspace, AccessRules rules, TokenFile tokens, SiteLimits limits, TimeSpan drain)
    {
        services.AddRazorComponents();
        services.AddProblemDetails();
        services.AddDataProtection().AddKeyManagementOptions(static o => o.XmlRepository = new KeysInMemory());
        services.AddResponseCompression(c =>
        {
            // Answers hold no secret that a page of another site could make them repeat (BREACH): only their own caller reads them.
            c.EnableForHttps = true;
            c.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "text/markdown", "application/x-tar"];
            c.Providers.Add<BrotliCompressionProvider>();
            c.Providers.Add<GzipCompressionProvider>();
        });
        ApiDocument.Add(services);
        services.AddRateLimiter(l => Limit(l, limits.RequestsPerMinute));
        services.AddSingleton(rules).AddSingleton(tokens).AddSingleton<Shares>().AddSingleton<Gallery>().AddSingleton<SharedAddress>().AddSingleton<Removal>();
        services.AddSingleton<GoldService>().AddSingleton<GoldSealer>();
        services.AddSingleton(SiteLanguages.Read(workspace.DataDirectory));
        services.AddSingleton<Fragments>().AddSingleton<LivePages>().AddScoped<SharedSessions>();
        AccessPolicies.Add(services);
        SessionServices.Add(services, workspace, limits);
        services.AddHostedService<SessionResumer>().AddHostedService<UnfinishedFiles>();
        services.AddHostedService(static provider => provider.GetRequiredService<RunHost>());
        services.AddSingleton(new GatewayLimits(limits.DailyBudget is { } dollars ? (long)(dollars * 1_000_000) : null));
        GatewayServices.Add(services, drain);
        ProbeEndpoints.Add(services);
        McpEndpoint.Add(services);
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
            Key(context), _ => Window(requestsAMinute)));
        limiter.AddPolicy(SignInEndpoints.SignInPolicy, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "", _ => Window(MaxSignInsPerMinute)));
    }

    private static FixedWindowRateLimiterOptions Window(int permits) => new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) };

    /// <summary>Known callers are counted by name, anonymous ones by address.</summary>
    private static string Key(HttpContext context) => CallerIdentity.Of(context) is { Role: > Role.Anonymous } caller
        ? "caller " + caller.Name
        : "address " + (context.Connection.RemoteIpAddress ?? IPAddress.None);

    private static void Map(WebApplication app, WorkspaceContext workspace)
    {
        SiteAssets.Map(app);
        SignInEndpoints.Map(app);
        AskEndpoints.Map(app);
        ConnectingEndpoints.Map(app);
        PinEndpoints.Map(app);
        FindEndpoints.Map(app);
        WordsEndpoints.Map(app);
        StyleguideEndpoints.Map(app, workspace);
        ImportEndpoints.Map(app);
        SessionEndpoints.Map(app);
        SessionActions.Map(app);
        ModelsEndpoints.Map(app);
        RegistryEndpoints.Map(app);
        CorpusEndpoints.Map(app);
        LabellingEndpoints.Map(app);
        RunsEndpoints.Map(app);
        SetEndpoints.Map(app);
        StudentEndpoints.Map(app);
        AuditEndpoints.Map(app);
        DisclosureEndpoints.Map(app);
        CompareEndpoints.Map(app);
        WatchEndpoints.Map(app);
        GatewayEndpoints.Map(app);
        FollowedEndpoints.Map(app);
        SharedEndpoints.Map(app);
        GalleryEndpoints.Map(app);
        ApiEndpoints.Map(app);
        McpEndpoint.Map(app);
        ProbeEndpoints.Map(app);
    }
}
