using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Roundtable.Models.Protocols;
using Roundtable.Workspace;

namespace Roundtable.Web.PanelModels;

/// <summary>Errors in the shapes of the protocols, as their SDKs read them.</summary>
internal static class PanelErrors
{
    /// <summary>Writes an error as the whole response. SDKs are told not to send the request again: that would convene the panel once more.</summary>
    /// <param name="response">The response, which has not started.</param>
    /// <param name="protocol">The caller's protocol.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">What is wrong, in OpenAI's words.</param>
    /// <param name="parameter">The member of the request that it is about, or null.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public static Task WriteAsync(HttpResponse response, Protocol protocol, int status, string code, string? parameter, string message)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.Headers["x-should-retry"] = "false";
        return response.WriteAsync(Of(protocol, status, code, parameter, message).ToJsonString(), response.HttpContext.RequestAborted);
    }

    /// <summary>An error as the protocol has it.</summary>
    /// <param name="protocol">The caller's protocol.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">What is wrong, in OpenAI's words.</param>
    /// <param name="parameter">The member of the request that it is about, or null.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public static JsonObject Of(Protocol protocol, int status, string code, string? parameter, string message) => protocol == Protocol.Messages
        ? new JsonObject
        {
            ["type"] = "error",
            ["error"] = new JsonObject { ["type"] = AnthropicType(status), ["message"] = message },
        }
        : new JsonObject
        {
            ["error"] = new JsonObject { ["message"] = message, ["type"] = OpenAIType(status), ["param"] = parameter, ["code"] = code },
        };

    /// <summary>The code of an error that is not the caller's.</summary>
    public static string Code(ErrorKind kind) => kind switch
    {
        ErrorKind.Denied or ErrorKind.Unsettled => "use_not_allowed",
        ErrorKind.Budget => "budget_exceeded",
        ErrorKind.NotFound => "model_not_found",
        _ => "panel_failed",
    };

    /// <summary>The status of an error.</summary>
    public static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Denied or ErrorKind.Unsettled or ErrorKind.Budget => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Unavailable or ErrorKind.InUse or ErrorKind.KeyRefused => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.Unwritable => StatusCodes.Status507InsufficientStorage,
        ErrorKind.Internal or ErrorKind.Configuration or ErrorKind.BadData => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status400BadRequest,
    };

    private static string OpenAIType(int status) => status switch
    {
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    private static string AnthropicType(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
