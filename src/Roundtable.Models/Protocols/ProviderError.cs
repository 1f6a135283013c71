using System.Text.Json;

namespace Roundtable.Models.Protocols;

/// <summary>An error in a provider's words, out of the shapes in use.</summary>
/// <param name="Message">What the provider says, raw; empty where it says nothing worth quoting.</param>
/// <param name="Code">Its code or type, such as <c>insufficient_quota</c>; null where it gives none.</param>
/// <param name="Status">The HTTP status that it stands for, where it says one; null otherwise.</param>
/// <param name="IsContentFilter">Whether a filter of the provider declined the request or withheld the answer.</param>
public sealed record ProviderError(string Message, string? Code, int? Status, bool IsContentFilter)
{
    /// <summary>Words of filters that come under codes which say nothing, or under none.</summary>
    private static readonly string[] _filterWords =
    [
        "content filtering policy", "content management policy", "content violates usage guidelines", "violates our usage policy", "violating our usage policy",
        "content exists risk", "data_inspection_failed", "datainspectionfailed", "prohibited_content", "responsibleaipolicyviolation", "flagged as potentially",
        "input data may contain inappropriate content", "output data may contain inappropriate content",
    ];

    /// <summary>The parameter of the request that it is about; null where it names none.</summary>
    public string? Parameter { get; init; }

    /// <summary>How long it asks to wait, where the body says it; null otherwise.</summary>
    public TimeSpan? RetryAfter { get; init; }

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
            return new ProviderError(body.TrimStart().StartsWith('<') ? "" : body, null, null, Filtered(body)) { RetryAfter = WaitWords.In(body) };
        }
    }

    /// <summary>The error that a success reports; null where it reports none.</summary>
    internal static ProviderError? Within(JsonElement root)
    {
        root = Unwrapped(root);
        return IsError(root.Member("error")) || root.Text("object") is "error" or "Error" || root.Text("type") == "error"
            || (root.Text("code") is not null && root.Text("message") is not null && root.Member("choices") is null) ? Of(root) : null;
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
        var message = ErrorText.Of(error) ?? root.Text("error") ?? "";
        if (Cause(metadata.Member("raw")) is { Length: > 0 } cause && !message.Contains(cause, StringComparison.Ordinal))
        {
            // OpenRouter's own sentence is the same for every cause; the cause is what the provider behind it said.
            message = message.Length == 0 ? cause : $"{message.TrimEnd('.')}: {cause}";
        }

        var code = error.Text("code") ?? error.Text("type") ?? error.Text("error_type") ?? root.Text("error_type");
        var filtered = code is "content_filter" or "content_policy_violation" or "moderation_blocked" or "1301"
            || metadata.Member("flagged_input") is not null || Filtered($"{message} {code} {error.Member("innererror")?.Text("code")}");
        return new ProviderError(message, code, (int?)(error.Count("code") ?? error.Count("status")) ?? StatusOf(code), filtered)
        {
            Parameter = error.Text("param"),
            RetryAfter = WaitWords.Of(error) ?? WaitWords.In(message),
        };
    }

    private static bool Filtered(string said) => Array.Exists(_filterWords, w => said.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static string? Cause(JsonElement? raw) => raw switch
    {
        { ValueKind: JsonValueKind.String } text => text.AsText() is { Length: > 0 } words ? Parse(words).Message : null,
        { ValueKind: JsonValueKind.Object } error => Of(error).Message,
        _ => null,
    };

    /// <summary>Gemini's OpenAI-compatible endpoint wraps errors in an array.</summary>
    private static JsonElement Unwrapped(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;

    /// <summary>The statuses of Anthropic's and OpenAI's error types, for errors that come without one.</summary>
    private static int? StatusOf(string? code) => code switch
    {
        "invalid_request_error" => 400,
        "authentication_error" or "invalid_api_key" => 401,
        "billing_error" => 402,
        "permission_error" => 403,
        "not_found_error" or "model_not_found" => 404,
        "request_too_large" => 413,
        "validation" => 422,
        "rate_limit_error" or "rate_limit_exceeded" or "insufficient_quota" => 429,
        "api_error" or "server_error" => 500,
        "overloaded" => 503,
        "timeout_error" => 504,
        "overloaded_error" => 529,
        _ => null,
    };
}
