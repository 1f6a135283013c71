using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Workspace.Gateway;

namespace Roundtable.Web.Gateway;

/// <summary>A caller's request as it goes to its upstream: which headers, which address, and whose key.</summary>
internal static class UpstreamRequest
{
    /// <summary>Path and query go on as they came: the path was checked already, and nothing here spells them otherwise.</summary>
    private static readonly UriCreationOptions _asItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Makes it.</summary>
    /// <param name="context">The caller's request.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="key">The key of the upstream; null where the caller's own is passed on.</param>
    /// <param name="limit">Ends the exchange.</param>
    public static HttpRequestMessage Make(HttpContext context, Exchange exchange, string? key, SilenceLimit limit)
    {
        var request = context.Request;
        var upstream = exchange.Path.Upstream;
        var address = string.Concat(upstream.Address.ToString().AsSpan().TrimEnd('/'), exchange.Path.Rest, request.QueryString.Value);
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), new Uri(address, _asItIs))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            message.Content = new UpstreamContent(request.Body, exchange.Sent, limit);
            message.Content.Headers.ContentLength = request.ContentLength;
        }

        foreach (var (name, values) in request.Headers)
        {
            if (GatewayHeaders.IsForwarded(name, upstream.Headers))
            {
                Add(message, name, values);
            }
        }

        if (upstream.MayBeGateway)
        {
            message.Headers.TryAddWithoutValidation(Hops.Header, Hops.Appended(request.Headers[Hops.Header].ToString()));
        }

        AddKey(request, message, upstream.Kind, key);
        return message;
    }

    /// <summary>The upstream's key, or whatever the caller sent that is no token of this gateway.</summary>
    private static void AddKey(HttpRequest request, HttpRequestMessage message, ApiKind kind, string? key)
    {
        if (key is not null)
        {
            if (kind == ApiKind.Anthropic)
            {
                message.Headers.TryAddWithoutValidation(GatewayHeaders.ApiKey, key);
            }
            else
            {
                message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
            }

            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["Authorization", GatewayHeaders.ApiKey])
        {
            if (request.Headers[name].ToString() is { Length: > 0 } value && !GatewayCaller.IsToken(value.Split(' ')[^1]))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static void Add(HttpRequestMessage message, string name, StringValues values)
    {
        if (values.Count == 1)
        {
            if (!message.Headers.TryAddWithoutValidation(name, values.ToString()))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, values.ToString());
            }
        }
        else if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
        {
            message.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }
}
