using System.Globalization;

namespace Roundtable.Workspace.Configuration;

/// <summary>The settings of a seat in words.</summary>
public static class SettingsText
{
    /// <summary>As in "temperature 0.7, at most 2000 tokens, effort high"; empty where nothing is set. Values are raw.</summary>
    public static string Of(SeatPlan seat)
    {
        string?[] parts =
        [
            seat.Temperature is { } temperature ? string.Create(CultureInfo.InvariantCulture, $"temperature {temperature}") : null,
            seat.TopP is { } topP ? string.Create(CultureInfo.InvariantCulture, $"top_p {topP}") : null,
            seat.MaxTokens is { } most ? string.Create(CultureInfo.InvariantCulture, $"at most {most} tokens") : null,
            seat.Effort is { } effort ? $"effort {effort}" : null,
            seat.Thinking is { } thinking ? string.Create(CultureInfo.InvariantCulture, $"{thinking} tokens of thinking") : null,
            seat.Seconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{seconds} seconds") : null,
            seat.Deployment is { } deployment ? $"deployment {deployment}" : null,
            seat.ApiVersion is { } version ? $"API version {version}" : null,
            seat.Search == true ? "searches the web" : null,
            seat.Fetch == true ? "reads pages of the web" : null,
            seat.Tools is { Count: > 0 } tools ? $"tools {string.Join(", ", tools)}" : null,
            seat.ToolCalls is { } calls ? string.Create(CultureInfo.InvariantCulture, $"at most {calls} calls of tools") : null,
            seat.Body is { } body ? $"body {body.GetRawText()}" : null,
            seat.Headers is { Count: > 0 } headers ? $"headers {string.Join(", ", headers.Keys.Order(StringComparer.OrdinalIgnoreCase))}" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }
}
