using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Web.Site.Layout;

/// <summary>
/// The site's own style sheet, scripts and mark. They are embedded in the program; their address changes with their content, so
/// that browsers may cache them for good.
/// </summary>
public static class SiteAssets
{
    private const string Resources = "assets/";
    private const string Sheet = "site.css";

    /// <summary>The style sheets, in the order in which they hold; a browser gets them as one.</summary>
    private static readonly string[] _sheets = ["tokens.css", Sheet, "charts.css", "tables.css", "reading.css"];

    private static readonly FrozenDictionary<string, byte[]> _assets = ReadAll();

    // One folder for all of them: scripts import each other by name.
    private static readonly string _folder = "/assets/" + Version();

    /// <summary>The address of an asset.</summary>
    /// <exception cref="ArgumentException">When there is none of that name.</exception>
    public static string Address(string name) =>
        _assets.ContainsKey(name) ? $"{_folder}/{name}" : throw new ArgumentException($"There is no asset {name}.", nameof(name));

    /// <summary>Serves them.</summary>
    public static void Map(WebApplication app)
    {
        foreach (var (name, bytes) in _assets)
        {
            app.MapGet(Address(name), (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(bytes, Type(name));
            }).AllowAnonymous();
        }

        app.MapGet("/favicon.ico", () => Results.Redirect(Address("mark.svg"))).AllowAnonymous();
    }

    private static FrozenDictionary<string, byte[]> ReadAll()
    {
        var all = typeof(SiteAssets).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Resources, StringComparison.Ordinal))
            .ToDictionary(n => n[Resources.Length..], Read, StringComparer.Ordinal);
        all[Sheet] = [.. _sheets.SelectMany(s => all[s])];
        foreach (var part in _sheets.Where(s => s != Sheet))
        {
            all.Remove(part);
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream(resource)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static string Version()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, bytes) in _assets.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..10];
    }

    private static string Type(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
