using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Roundtable.Record.Tiles;

namespace Roundtable.Web.Tiles;

/// <summary>A log over HTTP, for reading alone (C2SP tlog-tiles): checkpoint, tiles, bundles of entries.</summary>
public static class TileEndpoints
{
    /// <summary>Serves what a log publishes, under the site's root.</summary>
    public static void Map(WebApplication app, ILogResources log)
    {
        app.MapMethods("/checkpoint", _methods, () => Text(log.Read(ILogResources.Checkpoint)));
        app.MapMethods("/keys", _methods, () => Text(log.Read(ILogResources.Keys)));
        app.MapMethods("/rotations/{id}", _methods, (string id) => Text(log.Read($"rotations/{id}")));
        app.MapMethods("/tile/{**rest}", _methods, (string rest, HttpContext context) => Tile(log, "tile/" + rest, context));
    }

    private static readonly string[] _methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>What a name stands for may change: caches ask every time.</summary>
    private static IResult Text(byte[]? bytes) => bytes is null ? Results.NotFound() : new Answer(bytes, "text/plain; charset=utf-8", "no-cache");

    /// <summary>A tile never changes under its name, full or partial. One that no published checkpoint speaks of does not exist yet.</summary>
    private static IResult Tile(ILogResources log, string path, HttpContext context)
    {
        if (!TilePath.TryParse(path, out var tile) || log.Read(ILogResources.Checkpoint) is not { } checkpoint)
        {
            return Results.NotFound();
        }

        var size = Record.Checkpoints.SignedCheckpoint.Parse(checkpoint).Checkpoint.Size;
        var width = TilePath.WidthAt(size, tile.IsEntries ? 0 : tile.Level, tile.Index);
        return width >= tile.Width && log.Read(path) is { } bytes
            ? new Answer(bytes, "application/octet-stream", "public, max-age=31536000, immutable")
            : Results.NotFound();
    }

    private sealed class Answer(byte[] bytes, string type, string caching) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = type;
            httpContext.Response.Headers.CacheControl = caching;
            httpContext.Response.Headers.XContentTypeOptions = "nosniff";
            httpContext.Response.Headers.AccessControlAllowOrigin = "*"; // what is public may be checked from any page
            if (HttpMethods.IsHead(httpContext.Request.Method))
            {
                httpContext.Response.ContentLength = bytes.Length;
                return;
            }

            await httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }
}
