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
        builder.WebHost.UseSockets(s => { s.WaitForDataBeforeAllocatingBuffer = false; s.UnsafePreferInlineScheduling = Environment.GetEnvironmentVariable("X_INLINE") == "1"; });
        builder.Services.AddHttpForwarder();
        await using var app = builder.Build();
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });
        if (Environment.GetEnvironmentVariable("X_DIRECT") == "1")
        {
            app.Run(context => DirectAsync(context, client, to.ToString().TrimEnd('/')));
            await app.RunAsync(cancellation);
            return;
        }

        var (forwarder, address) = (app.Services.GetRequiredService<IHttpForwarder>(), to.ToString().TrimEnd('/'));
        app.Run(async context => await forwarder.SendAsync(context, address, client));
        await app.RunAsync(cancellation);
    }

    private static async Task DirectAsync(Microsoft.AspNetCore.Http.HttpContext context, HttpMessageInvoker client, string address)
    {
        var request = context.Request;
        System.IO.Pipelines.ReadResult read;
        var reader = request.BodyReader;
        while (true)
        {
            read = await reader.ReadAsync();
            if (read.IsCompleted) { break; }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        var length = (int)read.Buffer.Length;
        var body = System.Buffers.ArrayPool<byte>.Shared.Rent(length);
        System.Buffers.BuffersExtensions.CopyTo(read.Buffer, body);
        reader.AdvanceTo(read.Buffer.End);
        using var message = new HttpRequestMessage(HttpMethod.Post, address + request.Path.Value) { Content = new ReadOnlyMemoryContent(body.AsMemory(0, length)) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        using var response = await client.SendAsync(message, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            context.Response.Headers[name] = values.ToString();
        }

        foreach (var (name, values) in response.Content.Headers.NonValidated)
        {
            context.Response.Headers[name] = values.ToString();
        }

        context.Response.Headers.Remove("Transfer-Encoding"); context.Response.Headers.Remove("Connection");
        using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(4096);
        int n;
        var total = 0;
        while ((n = await stream.ReadAsync(buffer.AsMemory(total))) > 0)
        {
            total += n;
        }

        await context.Response.Body.WriteAsync(buffer.AsMemory(0, total));
        System.Buffers.ArrayPool<byte>.Shared.Return(body);
        System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
    }
}
