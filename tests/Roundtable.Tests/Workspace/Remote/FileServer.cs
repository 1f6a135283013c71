using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Roundtable.Tests.Workspace.Remote;

/// <summary>A web server with files in memory, read by range, which behaves or misbehaves as it is told.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;
    private long _sent;

    private FileServer(WebApplication app) => _app = app;

    /// <summary>The files by their paths, each of which begins with a slash.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What a request meets before it is answered: its number, from 1; true where that was the answer.</summary>
    public Func<int, HttpContext, Task<bool>> Before { get; set; } = static (_, _) => Task.FromResult(false);

    /// <summary>After how many bytes of a body the connection of a request breaks: its number, from 1; null for never.</summary>
    public Func<int, int?> BreakAfter { get; set; } = static _ => null;

    /// <summary>Whether ranges are known.</summary>
    public bool HasRanges { get; set; } = true;

    /// <summary>Whether answers have entity tags; else they have times, which do not change.</summary>
    public bool HasTags { get; set; } = true;

    /// <summary>The maximum number of bytes of one answer.</summary>
    public int MaxPart { get; set; } = int.MaxValue;

    /// <summary>What answers say of their encoding; null for nothing.</summary>
    public string? Encoding { get; set; }

    public int Requests => _requests;

    /// <summary>Bytes of bodies that were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public static async Task<FileServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new FileServer(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public string Address(string path) => _app.Urls.Single() + path;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _requests);
        if (await Before(number, context))
        {
            return;
        }

        if (!Files.TryGetValue(context.Request.Path, out var bytes))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";
        if (HasTags)
        {
            context.Response.Headers.ETag = tag;
        }
        else
        {
            context.Response.Headers.LastModified = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).ToString("R", CultureInfo.InvariantCulture);
        }

        if (context.Request.Headers.IfMatch is [{ } wanted] && wanted != tag)
        {
            context.Response.StatusCode = 412;
            return;
        }

        var part = bytes.AsMemory();
        if (HasRanges && context.Request.Headers.Range is [{ } range])
        {
            var ends = range["bytes=".Length..].Split('-').Select(e => int.Parse(e, CultureInfo.InvariantCulture)).ToArray();
            if (ends[0] >= bytes.Length)
            {
                (context.Response.StatusCode, context.Response.Headers.ContentRange) = (416, $"bytes */{bytes.Length}");
                return;
            }

            var last = (int)Math.Min(Math.Min(ends[1], bytes.Length - 1), (long)ends[0] + MaxPart - 1);
            (context.Response.StatusCode, context.Response.Headers.ContentRange) = (206, $"bytes {ends[0]}-{last}/{bytes.Length}");
            part = part[ends[0]..(last + 1)];
        }

        context.Response.Headers.ContentEncoding = Encoding;
        context.Response.ContentLength = part.Length;
        if (BreakAfter(number) is { } limit && limit < part.Length)
        {
            await context.Response.Body.WriteAsync(part[..limit]);
            await context.Response.Body.FlushAsync();
            Interlocked.Add(ref _sent, limit);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(part);
        Interlocked.Add(ref _sent, part.Length);
    }
}
