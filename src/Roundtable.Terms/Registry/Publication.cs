using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Terms.Yaml;

namespace Roundtable.Terms.Registry;

/// <summary>What standards ask of a published model or dataset besides what it is made of: where and when it was published, by whom it was made.</summary>
public sealed record Publication
{
    /// <summary>How a creator that is an organisation begins; any other creator is a person.</summary>
    public const string OrganisationPrefix = "organisation:";

    private const string AddressKey = "address";
    private const string PublishedKey = "published";
    private const string CreatorKey = "creator";
    private const string GeographyKey = "geography";
    private const string ConsentKey = "consent";
    private const string MediaKey = "media";

    /// <summary>Nothing known.</summary>
    public static Publication None { get; } = new();

    /// <summary>Its page on the web (http or https); null where unknown.</summary>
    public string? Address { get; init; }

    /// <summary>The day on which this version was published; null where unknown.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Who made it: people, or organisations with <see cref="OrganisationPrefix"/>. May differ from the owner, who publishes it.</summary>
    public IReadOnlyList<string> Creators { get; init; } = [];

    /// <summary>Where its data come from, in words or as codes of countries.</summary>
    public IReadOnlyList<string> Geography { get; init; } = [];

    /// <summary>Where the consent of those whose data it has is documented, or a sentence on it; null where unknown.</summary>
    public string? Consent { get; init; }

    /// <summary>What its content is; empty where unknown.</summary>
    public IReadOnlyList<Media> Media { get; init; } = [];

    /// <summary>Whether an address is one of the web's, written in full.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    internal static Publication Read(YamlMap map)
    {
        var address = map.Text(AddressKey);
        if (address is not null && !IsAddress(address))
        {
            map.Problem(AddressKey, $"'{address}' is not an address of the web: write it in full, such as https://example.org/data.");
        }

        return new Publication
        {
            Address = address,
            On = map.Day(PublishedKey),
            Creators = [.. map.TextOrTexts(CreatorKey).Select(t => t.Text)],
            Geography = [.. map.TextOrTexts(GeographyKey).Select(t => t.Text)],
            Consent = map.Text(ConsentKey),
            Media = map.Choices<Media>(MediaKey),
        };
    }

    internal void Write(JsonObject json)
    {
        Set(AddressKey, Address);
        Set(PublishedKey, On?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Set(CreatorKey, Texts(Creators));
        Set(GeographyKey, Texts(Geography));
        Set(ConsentKey, Consent);
        Set(MediaKey, Texts(Media.Select(Kebab.Name)));

        void Set(string key, JsonNode? value)
        {
            if (value is not null)
            {
                json[key] = value;
            }
        }

        static JsonArray? Texts(IEnumerable<string> texts) => texts.Select(t => (JsonNode)t).ToArray() is { Length: > 0 } nodes ? new JsonArray(nodes) : null;
    }
}
