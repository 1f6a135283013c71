using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;

namespace Roundtable.Web.Sharing;

/// <summary>The gallery for programs: Atom (RFC 4287), JSON Feed 1.1, and a sitemap by the protocol of sitemaps.org.</summary>
public static class GalleryFeeds
{
    /// <summary>The media type of Atom.</summary>
    public const string AtomType = "application/atom+xml; charset=utf-8";

    /// <summary>The media type of JSON Feed 1.1.</summary>
    public const string JsonType = "application/feed+json; charset=utf-8";

    private const string AtomSpace = "http://www.w3.org/2005/Atom";
    private const string SitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    /// <summary>The Atom feed.</summary>
    /// <param name="site">The site's address, without a slash at the end.</param>
    /// <param name="tag">The tag that all have; null for all.</param>
    /// <param name="items">The sessions, the newest first.</param>
    public static byte[] Atom(string site, string? tag, IReadOnlyList<GalleryItem> items) => Xml(xml =>
    {
        xml.WriteStartElement("feed", AtomSpace);
        xml.WriteElementString("title", AtomSpace, Title(site, tag));
        xml.WriteElementString("id", AtomSpace, Page(site, tag));
        xml.WriteElementString("updated", AtomSpace, Time(items.Count == 0 ? DateTimeOffset.UnixEpoch : items[0].Entry.Since));
        Link(xml, "self", "application/atom+xml", Feed(site, "atom", tag));
        Link(xml, "alternate", "text/html", Page(site, tag));
        xml.WriteStartElement("author", AtomSpace);
        xml.WriteElementString("name", AtomSpace, new Uri(site).Authority);
        xml.WriteEndElement();
        xml.WriteElementString("generator", AtomSpace, "Roundtable");
        foreach (var item in items)
        {
            xml.WriteStartElement("entry", AtomSpace);
            xml.WriteElementString("title", AtomSpace, Clean(item.Title));
            xml.WriteElementString("id", AtomSpace, item.Address);
            xml.WriteElementString("published", AtomSpace, Time(item.Entry.Since));
            xml.WriteElementString("updated", AtomSpace, Time(item.Entry.Since));
            Link(xml, "alternate", "text/html", item.Address);
            foreach (var name in item.Entry.Tags)
            {
                xml.WriteStartElement("category", AtomSpace);
                xml.WriteAttributeString("term", name);
                xml.WriteEndElement();
            }

            xml.WriteElementString("summary", AtomSpace, Clean(item.Summary.Headline));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    /// <summary>The JSON Feed.</summary>
    /// <param name="site">The site's address, without a slash at the end.</param>
    /// <param name="tag">The tag that all have; null for all.</param>
    /// <param name="items">The sessions, the newest first.</param>
    public static string Json(string site, string? tag, IReadOnlyList<GalleryItem> items) => new JsonObject
    {
        ["version"] = "https://jsonfeed.org/version/1.1",
        ["title"] = Title(site, tag),
        ["home_page_url"] = Page(site, tag),
        ["feed_url"] = Feed(site, "json", tag),
        ["items"] = new JsonArray([.. items.Select(item => (JsonNode)new JsonObject
        {
            ["id"] = item.Address,
            ["url"] = item.Address,
            ["title"] = item.Title,
            ["content_text"] = item.Summary.Headline,
            ["image"] = $"{item.Address}/picture.png",
            ["date_published"] = Time(item.Entry.Since),
            ["tags"] = new JsonArray([.. item.Entry.Tags.Select(t => (JsonNode)t)]),
        })]),
    }.ToJsonString();

    /// <summary>The sitemap: the gallery, and each session that is in it.</summary>
    /// <param name="site">The site's address, without a slash at the end.</param>
    /// <param name="sessions">The addresses of the sessions, with when they were put there.</param>
    public static byte[] Sitemap(string site, IEnumerable<(string Address, DateTimeOffset Since)> sessions) => Xml(xml =>
    {
        xml.WriteStartElement("urlset", SitemapSpace);
        Place(site + "/gallery", null);
        foreach (var (address, since) in sessions)
        {
            Place(address, since);
        }

        xml.WriteEndElement();

        void Place(string address, DateTimeOffset? since)
        {
            xml.WriteStartElement("url", SitemapSpace);
            xml.WriteElementString("loc", SitemapSpace, address);
            if (since is { } time)
            {
                xml.WriteElementString("lastmod", SitemapSpace, Time(time));
            }

            xml.WriteEndElement();
        }
    });

    /// <summary>The address of a feed.</summary>
    public static string Feed(string site, string format, string? tag) => $"{site}/gallery.{format}{Query(tag)}";

    private static string Page(string site, string? tag) => $"{site}/gallery{Query(tag)}";

    private static string Query(string? tag) => tag is null ? "" : $"?tag={Uri.EscapeDataString(tag)}";

    private static string Title(string site, string? tag) => $"Answers of AI panels, shared at {new Uri(site).Authority}{(tag is null ? "" : $": {tag}")}";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What XML 1.0 cannot hold is left out.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static void Link(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link", AtomSpace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static byte[] Xml(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            write(xml);
        }

        return bytes.ToArray();
    }
}
