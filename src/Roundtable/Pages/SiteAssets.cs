using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Pages;

/// <summary>The site's own style sheet, scripts and mark. They are in the program; each name changes with what is in it, so browsers keep them for good.</summary>
internal static class SiteAssets
{
    private const string Resources = "assets/";

    private static readonly FrozenDictionary<string, (byte[] Bytes, string Address)> _assets =
        typeof(SiteAssets).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Resources, StringComparison.Ordinal))
            .ToFrozenDictionary(n => n[Resources.Length..], Read, StringComparer.Ordinal);

    /// <summary>The address of an asset.</summary>
    public static string Address(string name) => _assets[name].Address;

    /// <summary>Serves them.</summary>
    public static void Map(WebApplication app)
    {
        foreach (var (name, (bytes, address)) in _assets)
        {
            app.MapGet(address, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(bytes, Type(name));
            });
        }

        app.MapGet("/favicon.ico", () => Results.Redirect(Address("mark.svg")));
    }

    private static (byte[] Bytes, string Address) Read(string resource)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream(resource)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var bytes = copy.ToArray();
        return (bytes, $"/assets/{Convert.ToHexStringLower(SHA256.HashData(bytes))[..10]}/{resource[Resources.Length..]}");
    }

    private static string Type(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
