using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roundtable.Web.Access;
using Roundtable.Web.Site.Layout;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sharing;

namespace Roundtable.Web.Sharing;

/// <summary>The sessions that somebody put in public, on a page, as feeds and as a sitemap; and what search engines may read here.</summary>
public static class GalleryEndpoints
{
    private const int FeedSize = 50;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var open = app.MapGroup("").AllowAnonymous();
        open.MapGet("/gallery", ShowAsync);
        open.MapGet("/gallery.atom", AtomAsync);
        open.MapGet("/gallery.json", JsonAsync);
        open.MapGet("/sitemap.xml", Sitemap);
        open.MapGet("/robots.txt", Robots);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, Gallery gallery, SharedAddress addresses, SessionLibrary sessions, string? tag, string? skip, CancellationToken cancellation)
    {
        context.Items[SecurityHeaders.ListedKey] = true;
        var from = int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var entries = gallery.Entries();
        var wanted = Tagged(entries, tag);
        return Page.Of<GalleryPage>(
            context,
            ("Items", await ItemsAsync(wanted.Skip(from).Take(GalleryPage.PageSize), context, addresses, sessions, cancellation)),
            ("Tags", (IReadOnlyList<(string, int)>)[.. entries.SelectMany(e => e.Tags).CountBy(t => t, StringComparer.Ordinal)
                .OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => (t.Key, t.Value))]),
            ("Tag", Given(tag)),
            ("Total", wanted.Count),
            ("Skip", from),
            ("Site", addresses.Site(context.Request)));
    }

    private static async Task<IResult> AtomAsync(
        HttpContext context, Gallery gallery, SharedAddress addresses, SessionLibrary sessions, string? tag, CancellationToken cancellation) =>
        Feed(context, GalleryFeeds.Atom(
            addresses.Site(context.Request), Given(tag), await NewestAsync(context, gallery, addresses, sessions, tag, cancellation)), GalleryFeeds.AtomType);

    private static async Task<IResult> JsonAsync(
        HttpContext context, Gallery gallery, SharedAddress addresses, SessionLibrary sessions, string? tag, CancellationToken cancellation) =>
        Feed(context, System.Text.Encoding.UTF8.GetBytes(GalleryFeeds.Json(
            addresses.Site(context.Request), Given(tag), await NewestAsync(context, gallery, addresses, sessions, tag, cancellation))), GalleryFeeds.JsonType);

    private static IResult Sitemap(HttpContext context, Gallery gallery, SharedAddress addresses) => Feed(
        context,
        GalleryFeeds.Sitemap(addresses.Site(context.Request), gallery.Entries().Select(e => (addresses.OfLink(e.Link, context.Request), e.Since))),
        "application/xml; charset=utf-8");

    /// <summary>
    /// Robots Exclusion Protocol (RFC 9309): the gallery and what is shared may be read, and the start page where it leads to the gallery; nothing else. A
    /// shared session that is not in the gallery says itself that it is not to be listed, which a robot must be able to read.
    /// </summary>
    private static IResult Robots(HttpContext context, Gallery gallery, SharedAddress addresses) => Results.Text(
        $"User-agent: *\n{(gallery.Entries().Count > 0 ? "Allow: /$\n" : "")}Allow: /gallery\nAllow: /s/\nAllow: /assets/\nAllow: /sitemap.xml\nDisallow: /\n"
            + $"Sitemap: {addresses.Site(context.Request)}/sitemap.xml\n",
        "text/plain; charset=utf-8");

    private static async Task<IReadOnlyList<GalleryItem>> NewestAsync(
        HttpContext context, Gallery gallery, SharedAddress addresses, SessionLibrary sessions, string? tag, CancellationToken cancellation) =>
        await ItemsAsync(Tagged(gallery.Entries(), tag).Take(FeedSize), context, addresses, sessions, cancellation);

    private static async Task<IReadOnlyList<GalleryItem>> ItemsAsync(
        IEnumerable<GalleryEntry> entries, HttpContext context, SharedAddress addresses, SessionLibrary sessions, CancellationToken cancellation)
    {
        var wanted = entries.ToList();
        var summaries = (await sessions.SummariesAsync(wanted.Select(e => e.Session), cancellation)).ToDictionary(s => s.Id, StringComparer.Ordinal);
        return
        [
            .. wanted.Where(e => summaries.ContainsKey(e.Session))
                .Select(e => new GalleryItem(e, addresses.OfLink(e.Link, context.Request), summaries[e.Session])),
        ];
    }

    private static List<GalleryEntry> Tagged(IReadOnlyList<GalleryEntry> entries, string? tag) =>
        [.. entries.Where(e => Given(tag) is not { } wanted || e.Tags.Contains(wanted, StringComparer.Ordinal))];

    private static string? Given(string? tag) => string.IsNullOrWhiteSpace(tag) ? null : tag.Trim().ToLowerInvariant();

    /// <summary>A cache asks each time: what is taken out is gone at once.</summary>
    private static IResult Feed(HttpContext context, byte[] bytes, string type)
    {
        context.Response.Headers.CacheControl = "public, no-cache";
        return Results.Bytes(bytes, type);
    }
}
