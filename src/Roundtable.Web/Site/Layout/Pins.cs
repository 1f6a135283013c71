using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Roundtable.Web.Site.Layout;

/// <summary>
/// The pages that somebody keeps at hand on the start page. They are in a cookie of the browser, so that they need no account, hold on every server, and
/// leave no trace here of what somebody reads.
/// </summary>
public static class Pins
{
    /// <summary>How many are kept: the oldest goes when another comes.</summary>
    public const int Max = 12;

    private const string Cookie = "pins";
    private const int MaxAddress = 200;
    private const int MaxTitle = 80;

    private static readonly TimeSpan _kept = TimeSpan.FromDays(365);

    /// <summary>The pages that a request brings, the newest first; none where the cookie is not one of ours.</summary>
    public static IReadOnlyList<Pin> Of(HttpRequest request)
    {
        try
        {
            var text = request.Cookies[Cookie] is { Length: > 0 } cookie ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cookie)) : "[]";
            return [.. (JsonSerializer.Deserialize(text, PinsJson.Default.ListPin) ?? []).Where(static p => IsPage(p.Address) && p.Title.Length > 0).Take(Max)];
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return [];
        }
    }

    /// <summary>Pins a page, or no longer.</summary>
    /// <param name="context">The request, which brings what is pinned so far, and its answer.</param>
    /// <param name="address">The page's path.</param>
    /// <param name="title">What it is called; cut where it is long.</param>
    /// <param name="pinned">Whether it is pinned afterwards.</param>
    public static void Set(HttpContext context, string address, string title, bool pinned)
    {
        var others = Of(context.Request).Where(p => p.Address != address);
        List<Pin> pins = [.. pinned ? others.Prepend(new Pin(address, Shortened(title))).Take(Max) : others];
        context.Response.Cookies.Append(Cookie, Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(pins, PinsJson.Default.ListPin)), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = _kept,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
    }

    /// <summary>Whether an address is a path of this site; nothing else can be pinned, and nobody is led elsewhere.</summary>
    public static bool IsPage(string? address) =>
        address is ['/', not ('/' or '\\'), ..] && address.Length <= MaxAddress && !address.Any(static c => char.IsControl(c) || c == '\\');

    private static string Shortened(string title)
    {
        var line = title.ReplaceLineEndings(" ").Trim();
        var runes = line.EnumerateRunes().ToList();
        return runes.Count <= MaxTitle ? line : string.Concat(runes.Take(MaxTitle - 1)) + "…";
    }
}
