using System.Globalization;
using Roundtable.Models.Providers;
using Roundtable.Terms.Yaml;

namespace Roundtable.Workspace.Configuration;

/// <summary>Reads <c>gateway</c> of roundtable.yaml.</summary>
internal static class GatewayReading
{
    private const int MaxMegabytes = 1024;

    /// <summary>First segments of paths that are the site's own.</summary>
    private static readonly string[] _reserved =
    [
        "api", "ask", "assets", "calls", "checkpoint", "connect", "corpora", "healthz", "import", "imports", "keys", "log", "mcp", "metrics", "models",
        "panels", "readyz", "registry", "s", "sessions", "sign-in", "sign-out", "spending", "tile", "v1", Upstream.PanelsName,
    ];

    /// <summary>The settings; what is wrong with them is noted in the mapping.</summary>
    public static GatewaySettings Read(YamlMap root, List<YamlProblem> problems)
    {
        if (root.Node("gateway") is not { } node || YamlMap.Of(node, "'gateway'", problems) is not { } map)
        {
            return GatewaySettings.Default;
        }

        var upstreams = GatewaySettings.BuiltIn.ToDictionary(u => u.Name, StringComparer.Ordinal);
        foreach (var (name, entry) in map.Entries("upstreams"))
        {
            if (YamlMap.Of(entry, $"The upstream '{name}'", problems) is { } upstream)
            {
                upstreams[name] = ReadUpstream(name, upstream, upstreams.GetValueOrDefault(name));
            }
        }

        var standard = GatewaySettings.Default;
        var settings = new GatewaySettings(upstreams)
        {
            Keep = map.Choice<KeepRule>("keep") ?? standard.Keep,
            RetentionDays = map.Whole("retention_days", 1, 36_500),
            MaxRequestBytes = map.Whole("max_request_mb", 1, MaxMegabytes) is { } request ? (long)request << 20 : standard.MaxRequestBytes,
            MaxResponseBytes = map.Whole("max_response_mb", 1, MaxMegabytes) is { } response ? (long)response << 20 : standard.MaxResponseBytes,
            Silence = map.Whole("silence_seconds", 1, 86_400) is { } silence ? TimeSpan.FromSeconds(silence) : standard.Silence,
            Drain = map.Whole("drain_seconds", 0, 3_600) is { } drain ? TimeSpan.FromSeconds(drain) : standard.Drain,
            PanelFooter = map.Flag("panel_footer") ?? standard.PanelFooter,
            Webhook = WebhookSettings.Read(map, problems),
        };
        map.End();
        return settings;
    }

    private static Upstream ReadUpstream(string name, YamlMap map, Upstream? builtIn)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
        {
            map.Problem(map.Itself, $"The upstream '{name}' needs a name of lower-case letters, digits, hyphens and underscores: it is part of addresses.");
        }
        else if (_reserved.Contains(name, StringComparer.Ordinal))
        {
            map.Problem(map.Itself, $"The upstream cannot be called '{name}': the site has pages under that path.");
        }

        var upstream = (builtIn ?? new Upstream { Name = name, Kind = ApiKind.OpenAI, Address = new Uri("http://localhost") }) with
        {
            Keep = map.Choice<KeepRule>("keep"),
            Headers = [.. map.Texts("headers").Select(h => h.ToLower(CultureInfo.InvariantCulture))],
        };
        if (builtIn is null || map.Has("address"))
        {
            upstream = upstream with { Address = ReadAddress(map) };
        }

        if (builtIn is null || map.Has("key_variable"))
        {
            upstream = upstream with { KeyVariable = RoundtableConfiguration.ReadVariable(map) };
        }

        if (builtIn is null || map.Has("kind"))
        {
            upstream = upstream with { Kind = RoundtableConfiguration.ReadKind(map) };
        }

        if (builtIn is null || map.Has("route"))
        {
            upstream = upstream with { Route = RoundtableConfiguration.ReadRoute(map) };
        }

        foreach (var header in upstream.Headers.Where(h =>
            h is "authorization" or "cookie" or "x-api-key" or "host" || h.StartsWith("x-roundtable-", StringComparison.Ordinal)))
        {
            map.Problem("headers", $"The header '{header}' is never forwarded by this list.");
        }

        upstream = upstream with { Terms = map.Text("terms") };
        map.End();
        return upstream;
    }

    private static Uri ReadAddress(YamlMap map)
    {
        var address = map.RequiredText("address");
        if (Uri.TryCreate(address?.TrimEnd('/'), UriKind.Absolute, out var uri)
            && uri is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" })
        {
            return uri;
        }

        if (address is not null)
        {
            map.Problem("address", "'address' is not an address without user, query and fragment: write it like https://host/v1.");
        }

        return new Uri("http://localhost");
    }
}
