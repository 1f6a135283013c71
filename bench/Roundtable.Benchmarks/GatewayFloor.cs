using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Roundtable.Benchmarks;

/// <summary>The least that a gateway on this forwarder costs: it forwards, and reads, rules on and records nothing.</summary>
internal static class GatewayFloor
{
    /// <summary>Runs until it is cancelled.</summary>
    public static async Task RunAsync(int port, Uri to, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port));
        builder.Services.AddHttpForwarder();
        await using var app = builder.Build();
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });
        var (forwarder, address) = (app.Services.GetRequiredService<IHttpForwarder>(), to.ToString().TrimEnd('/'));
        app.Run(async context => await forwarder.SendAsync(context, address, client));
        await app.RunAsync(cancellation);
    }
}
