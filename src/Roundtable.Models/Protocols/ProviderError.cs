using System.Text.Json;

namespace Roundtable.Models.Protocols;

/// <summary>An error in a provider's words, out of the shapes in use.</summary>
/// <param name="Message">What the provider says, raw; empty where it says nothing worth quoting.</param>
/// <param name="Code">Its code or type, such as <c>insufficient_quota</c>; null where it gives none.</param>
/// <param name="Status">The HTTP status that it stands for, where it says one; null otherwise.</param>
/// <param name="IsContentFilter">Whether a filter of the provider declined the request or withheld the answer.</param>
public sealed record ProviderError(string Message, string? Code, int? Status, bool IsContentFilter)
{
    /// <summary>Reads the body of an answer that is not a success. A page of HTML says nothing; other text is the message itself.</summary>
    public static ProviderError Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            return new ProviderError(body.TrimStart().StartsWith('<') ? "" : body, null, null, false);
        }
    }

    /// <summary>The error that a success reports; null where it reports none.</summary>
    internal static ProviderError? Within(JsonElement root)
    {
        root = Unwrapped(root);
        return IsError(root.Member("error")) || root.Text("object") == "error" || root.Text("type") == "error" ? Of(root) : null;
    }

    /// <summary>Whether a member named <c>error</c> says that there is one: some servers send null, false or nothing with every answer.</summary>
    internal static bool IsError(JsonElement? member) => member is { } error && error.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.String => error.AsText() is { Length: > 0 },
        _ => true,
    };

    /// <summary>An error object, or whatever holds one.</summary>
    internal static ProviderError Of(JsonElement root)
    {
        root = Unwrapped(root);
        var error = root.Member("error") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
        var metadata = error.Member("metadata") ?? default;
        var message = error.Text("message") ?? root.Text("error") ?? error.Member("message")?.Text("detail") ?? Detail(error) ?? "";
        if (metadata.Text("raw") is { Length: > 0 } raw && Parse(raw).Message is { Length: > 0 } cause)
        {
            // OpenRouter's own sentence is the same for every cause; the cause is what the provider behind it said.
            message = message.Length == 0 ? cause : $"{message.TrimEnd('.')}: {cause}";
        }

        var code = error.Text("code") ?? error.Text("type");
        var filtered = code is "content_filter" or "content_policy_violation" || metadata.Member("flagged_input") is not null
            || message.Contains("content filtering policy", StringComparison.OrdinalIgnoreCase);
        return new ProviderError(message, code, (int?)(error.Count("code") ?? error.Count("status")) ?? StatusOf(code), filtered);
    }

    /// <summary>Gemini's OpenAI-compatible endpoint wraps errors in an array.</summary>
    private static JsonElement Unwrapped(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;

    /// <summary>FastAPI's shape, which several servers are built on: a sentence, or a list of what is wrong with which field.</summary>
    private static string? Detail(JsonElement error) => error.Member("detail") switch
    {
        { ValueKind: JsonValueKind.String } text => text.AsText(),
        { ValueKind: JsonValueKind.Array } list => string.Join(' ', list.Items().Select(d => d.Text("msg")).OfType<string>()),
        _ => null,
    };

    /// <summary>The statuses of Anthropic's and OpenAI's error types, for errors that come without one.</summary>
    private static int? StatusOf(string? code) => code switch
    {
        "invalid_request_error" => 400,
        "authentication_error" or "invalid_api_key" => 401,
        "billing_error" => 402,
        "permission_error" => 403,
        "not_found_error" or "model_not_found" => 404,
        "request_too_large" => 413,
        "rate_limit_error" or "rate_limit_exceeded" or "insufficient_quota" => 429,
        "api_error" or "server_error" => 500,
        "timeout_error" => 504,
        "overloaded_error" => 529,
        _ => null,
    };
}
