using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Roundtable.Models.Providers;

namespace Roundtable.Web.Gateway;

/// <summary>Errors of the gateway's own, in the shape in which the upstream's API reports its errors, so that client libraries understand them.</summary>
public static class ProviderErrors
{
    /// <summary>Header that tells client libraries not to ask again by themselves.</summary>
    private const string ShouldRetry = "x-should-retry";

    /// <summary>Answers with an error. Whatever was set on the response before is dropped; nothing of it may have been sent.</summary>
    /// <param name="context">The request.</param>
    /// <param name="kind">The upstream's API.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">A short name of the reason in snake_case.</param>
    /// <param name="message">One sentence that says what is wrong and what to do.</param>
    /// <param name="retryAfter">After how long to ask again; null where it is not known.</param>
    /// <param name="isCharged">Whether the upstream may charge for what was not handed on, so that asking again costs again.</param>
    public static Task WriteAsync(
        HttpContext context, ApiKind kind, int status, string code, string message, TimeSpan? retryAfter = null, bool isCharged = false)
    {
        var response = context.Response;
        var call = response.Headers[GatewayHeaders.Call];
        response.Clear();
        response.StatusCode = status;
        response.ContentType = "application/json";
        if (call.Count > 0)
        {
            response.Headers[GatewayHeaders.Call] = call;
        }

        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (isCharged)
        {
            response.Headers[ShouldRetry] = "false";
        }

        var body = Body(kind, status, code, message);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>The body of an error.</summary>
    internal static byte[] Body(ApiKind kind, int status, string code, string message)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            if (kind == ApiKind.Anthropic)
            {
                json.WriteString("type"u8, "error"u8);
            }

            json.WriteStartObject("error"u8);
            json.WriteString("type"u8, kind == ApiKind.Anthropic ? AnthropicType(status) : OpenAIType(status));
            json.WriteString("message"u8, message);
            if (kind != ApiKind.Anthropic)
            {
                json.WriteNull("param"u8);
                json.WriteString("code"u8, code);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return output.ToArray();
    }

    private static string AnthropicType(int status) => status switch
    {
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };

    private static string OpenAIType(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        402 or 429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
