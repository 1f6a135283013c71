using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Workspace.Gateway;
using Yarp.ReverseProxy.Forwarder;

namespace Roundtable.Web.Gateway;

/// <summary>Which headers and which address one exchange has on the other side; and where its response begins.</summary>
/// <param name="exchange">The exchange.</param>
/// <param name="gate">Where the response goes; null until it begins.</param>
/// <param name="key">The key of the upstream; null where the caller's own is passed on.</param>
internal sealed class GatewayTransformer(Exchange exchange, Func<ResponseGate> gate, string? key) : HttpTransformer
{
    private const string EventStream = "text/event-stream";

    /// <summary>Path and query go on as they came: the path was checked already, and nothing here spells them otherwise.</summary>
    private static readonly UriCreationOptions _asItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var request = httpContext.Request;
        var upstream = exchange.Path.Upstream;
        proxyRequest.RequestUri = new Uri(string.Concat(destinationPrefix, exchange.Path.Rest, request.QueryString.Value), _asItIs);
        foreach (var (name, values) in request.Headers)
        {
            if (GatewayHeaders.IsForwarded(name, upstream.Headers))
            {
                Add(proxyRequest, name, values);
            }
        }

        if (proxyRequest.Content is { } content && request.ContentLength is { } length)
        {
            content.Headers.ContentLength = length;
        }

        if (upstream.MayBeGateway)
        {
            proxyRequest.Headers.TryAddWithoutValidation(Hops.Header, Hops.Appended(request.Headers[Hops.Header].ToString()));
        }

        AddKey(request, proxyRequest, upstream.Kind);
        return default;
    }

    public override ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
        {
            return new(false);
        }

        List<KeyValuePair<string, string>> recorded = [];
        var headers = httpContext.Response.Headers;
        HandOn(proxyResponse.Headers, headers, recorded);
        HandOn(proxyResponse.Content.Headers, headers, recorded);
        recorded.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        exchange.ResponseHeaders = recorded;
        var type = proxyResponse.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : "";
        var encoding = proxyResponse.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var encodings) ? encodings.ToString() : null;
        exchange.Begin((int)proxyResponse.StatusCode, type.StartsWith(EventStream, StringComparison.OrdinalIgnoreCase), encoding);
        httpContext.Features.Set<IHttpResponseBodyFeature>(gate());
        return new(true);
    }

    private static void HandOn(HttpHeaders from, IHeaderDictionary to, List<KeyValuePair<string, string>> recorded)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (!GatewayHeaders.IsHandedOn(name))
            {
                continue;
            }

            StringValues all = values.Count == 1 ? values.ToString() : values.ToArray();
            to[name] = all;
            if (GatewayHeaders.IsRecorded(name))
            {
                recorded.Add(KeyValuePair.Create(name.ToLowerInvariant(), all.ToString()));
            }
        }
    }

    /// <summary>The upstream's key, or whatever the caller sent that is no token of this gateway.</summary>
    private void AddKey(HttpRequest request, HttpRequestMessage proxyRequest, ApiKind kind)
    {
        if (key is not null)
        {
            if (kind == ApiKind.Anthropic)
            {
                proxyRequest.Headers.TryAddWithoutValidation(GatewayHeaders.ApiKey, key);
            }
            else
            {
                proxyRequest.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
            }

            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["Authorization", GatewayHeaders.ApiKey])
        {
            if (request.Headers[name].ToString() is { Length: > 0 } value && !GatewayCaller.IsToken(value.Split(' ')[^1]))
            {
                proxyRequest.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static void Add(HttpRequestMessage request, string name, StringValues values)
    {
        if (values.Count == 1)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToString()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToString());
            }
        }
        else if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }
}
