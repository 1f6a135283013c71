using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Roundtable.Web.Gateway;

/// <summary>Which headers pass the gateway, and which are kept for the record.</summary>
public static class GatewayHeaders
{
    /// <summary>Response header with the call's id.</summary>
    public const string Call = "x-roundtable-call";

    /// <summary>Request header that states the use.</summary>
    public const string Use = "x-roundtable-use";

    /// <summary>Request header with a token of this gateway, for callers that send a provider's key of their own in the usual place.</summary>
    public const string Key = "x-roundtable-key";

    /// <summary>Beginning of the names of all headers of our own.</summary>
    public const string Own = "x-roundtable-";

    /// <summary>The header of Anthropic's API with a key.</summary>
    public const string ApiKey = "x-api-key";

    /// <summary>Request headers that are forwarded to every upstream.</summary>
    private static readonly FrozenSet<string> _forwarded = new[]
    {
        "accept", "accept-encoding", "accept-language", "cache-control", "content-disposition", "content-encoding", "content-language", "content-md5",
        "content-type", "http-referer", "idempotency-key", "if-match", "if-none-match", "if-modified-since", "prefer", "range", "user-agent",
        "x-client-request-id", "x-request-id", "x-session-id", "x-title", "x-app",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Beginnings of the names of headers that providers and their client libraries define.</summary>
    private static readonly string[] _families = ["openai-", "anthropic-", "x-stainless-", "x-openai-", "x-anthropic-", "x-goog-", "x-grok-", "x-ds-"];

    /// <summary>Response headers that stay behind: those of one connection (RFC 9110, 7.6.1), and those that would speak for this host.</summary>
    private static readonly FrozenSet<string> _dropped = new[]
    {
        "alt-svc", "connection", "keep-alive", "nel", "proxy-authenticate", "proxy-authentication-info", "proxy-connection", "public-key-pins", "report-to",
        "reporting-endpoints", "set-cookie", "set-cookie2", "strict-transport-security", "te", "trailer", "transfer-encoding", "upgrade", "via",
        "clear-site-data",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Headers that go into the record's document.</summary>
    private static readonly FrozenSet<string> _recorded = new[]
    {
        "anthropic-beta", "anthropic-version", "anthropic-organization-id", "content-encoding", "content-type", "idempotency-key", "openai-beta",
        "openai-organization", "openai-project", "openai-version", "request-id", "user-agent", "x-client-request-id", "x-request-id",
        "x-stainless-retry-count", "retry-after",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request header is forwarded; keys and Host are not among them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="more">Names that the upstream needs besides, in lower case.</param>
    public static bool IsForwarded(string name, IReadOnlyList<string> more) =>
        _forwarded.Contains(name)
        || Array.Exists(_families, f => name.StartsWith(f, StringComparison.OrdinalIgnoreCase))
        || (more.Count > 0 && more.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a response header is handed on.</summary>
    public static bool IsHandedOn(string name) => !_dropped.Contains(name) && !name.StartsWith(Own, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a header belongs into the record.</summary>
    public static bool IsRecorded(string name) => _recorded.Contains(name);

    /// <summary>The headers of a request for the record, by name in lower case.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Recorded(IHeaderDictionary headers)
    {
        List<KeyValuePair<string, string>> kept = [];
        foreach (var (name, value) in headers)
        {
            if (IsRecorded(name))
            {
                kept.Add(KeyValuePair.Create(name.ToLowerInvariant(), Short(value)));
            }
        }

        kept.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return kept;
    }

    private static string Short(StringValues value) => value.ToString() is { Length: > MaxValue } text ? text[..MaxValue] : value.ToString();

    private const int MaxValue = 1024;
}
