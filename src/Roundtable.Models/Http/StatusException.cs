using System.Net;
using System.Net.Http.Headers;

namespace Roundtable.Models.Http;

/// <summary>An HTTP answer that is not a success, on its way to the endpoint that puts it in words.</summary>
/// <param name="status">The status code.</param>
/// <param name="headers">The headers, for Retry-After.</param>
/// <param name="body">The start of the body, without the key that the request carried.</param>
internal sealed class StatusException(HttpStatusCode status, HttpResponseHeaders headers, string body) : Exception
{
    /// <summary>The status code.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>The headers, for Retry-After.</summary>
    public HttpResponseHeaders Headers { get; } = headers;

    /// <summary>The start of the body: what the provider says about the error.</summary>
    public string Body { get; } = body;
}
