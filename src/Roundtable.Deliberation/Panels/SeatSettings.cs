using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Panels;

/// <summary>How the model of a seat is asked, besides temperature and limit of tokens. What is null is left to the provider.</summary>
public sealed record SeatSettings
{
    /// <summary>Key in <see cref="ChatOptions.AdditionalProperties"/> under which a caller leaves the settings of the seat that it asks for.</summary>
    public const string Property = "roundtable.seatSettings";

    /// <summary>The fewest tokens of thinking that can be asked for; providers refuse less.</summary>
    public const int MinThinkingTokens = 1024;

    /// <summary>The most tokens of thinking that can be asked for.</summary>
    public const int MaxThinkingTokens = 200_000;

    /// <summary>The longest timeout of one answer in seconds: a day.</summary>
    public const int MaxSeconds = 86_400;

    /// <summary>The most calls of tools in one answer where nobody says otherwise.</summary>
    public const int DefaultToolCalls = 5;

    /// <summary>The most calls of tools in one answer that can be asked for.</summary>
    public const int MaxMaxToolCalls = 50;

    private const int MaxBodyLength = 20_000;

    private const int MaxHeaders = 32;

    /// <summary>Members of a request that the program writes itself, in any of the APIs.</summary>
    private static readonly string[] _ownMembers =
    [
        "model", "messages", "input", "system", "instructions", "stream", "stream_options", "n", "max_tokens", "max_completion_tokens", "max_output_tokens",
        "temperature", "top_p", "reasoning_effort", "response_format", "store", "tools", "tool_choice", "plugins", "max_tool_calls",
    ];

    /// <summary>Headers that carry keys, or that the connection writes itself.</summary>
    private static readonly string[] _ownHeaders =
    [
        "authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "content-type", "content-length", "host", "connection",
        "transfer-encoding", "accept-encoding",
    ];

    /// <summary>The words for reasoning effort that providers use, least first. Which of them a model knows differs.</summary>
    public static IReadOnlyList<string> Efforts { get; } = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    /// <summary>How hard the model is to reason: one of <see cref="Efforts"/>.</summary>
    public string? Effort { get; init; }

    /// <summary>How many tokens the model may think with before it answers.</summary>
    public int? ThinkingTokens { get; init; }

    /// <summary>Nucleus sampling: the probability mass that is sampled from, above 0 and up to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>Timeout of one answer in seconds, in the place of the session's.</summary>
    public int? Seconds { get; init; }

    /// <summary>Members of the request's body besides the program's own: a JSON object.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Headers of the request besides the program's own. Keys do not belong here: they would be recorded.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Name of the Azure deployment that serves the model.</summary>
    public string? Deployment { get; init; }

    /// <summary>Version of Azure's API, such as <c>2025-04-01-preview</c>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Whether the model may search the web with its provider's own tool.</summary>
    public bool? Search { get; init; }

    /// <summary>Whether the model may read pages of the web with its provider's own tool.</summary>
    public bool? Fetch { get; init; }

    /// <summary>Names of the MCP servers whose tools this program calls for the model.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>The most calls of tools in one answer; null for <see cref="DefaultToolCalls"/>.</summary>
    public int? ToolCalls { get; init; }

    /// <summary>Whether a provider's own tool is wanted.</summary>
    [JsonIgnore]
    public bool SearchesOrFetches => Search == true || Fetch == true;

    /// <summary>Whether any tool is wanted.</summary>
    [JsonIgnore]
    public bool HasTools => SearchesOrFetches || Tools is { Count: > 0 };

    /// <summary>The most calls of tools in one answer.</summary>
    [JsonIgnore]
    public int MaxToolCalls => ToolCalls ?? DefaultToolCalls;

    /// <summary>The settings without tools, for a call that repairs what an earlier one said.</summary>
    public SeatSettings WithoutTools() => this with { Search = null, Fetch = null, Tools = null, ToolCalls = null };

    /// <summary>The settings that come with a call; null where none do.</summary>
    public static SeatSettings? Of(ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(Property) as SeatSettings;

    /// <summary>What is wrong with them, in one sentence that says what to give instead; null where nothing is.</summary>
    public string? Problem()
    {
        if (Effort is not null && !Efforts.Contains(Effort, StringComparer.Ordinal))
        {
            return $"'{Effort}' is not a reasoning effort: give {string.Join(", ", Efforts.SkipLast(1))} or {Efforts[^1]}.";
        }

        return Effort is not null && ThinkingTokens is not null ? "Give a reasoning effort or a thinking budget, not both."
            : ThinkingTokens is < MinThinkingTokens or > MaxThinkingTokens
                ? Range("The thinking budget", ThinkingTokens.Value, $"tokens from {MinThinkingTokens} to {MaxThinkingTokens}")
            : TopP is not null and not (> 0 and <= 1) ? Range("top_p", TopP.Value, "a number above 0, up to 1")
            : ToolCalls is < 1 or > MaxMaxToolCalls ? Range("The number of calls of tools", ToolCalls.Value, $"a whole number from 1 to {MaxMaxToolCalls}")
            : Seconds is < 1 or > MaxSeconds ? Range("The timeout", Seconds.Value, $"seconds from 1 to {MaxSeconds}")
            : BodyProblem() ?? HeadersProblem() ?? Named("deployment", Deployment) ?? Named("API version", ApiVersion);
    }

    private static string Range(string what, double value, string wanted) => string.Create(CultureInfo.InvariantCulture, $"{what} is {value}: give {wanted}.");

    private string? BodyProblem()
    {
        if (Body is not { } body)
        {
            return null;
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            return "The extra body must be a JSON object, such as {\"chat_template_kwargs\":{\"enable_thinking\":false}}.";
        }

        return body.EnumerateObject().Select(m => m.Name).FirstOrDefault(n => _ownMembers.Contains(n, StringComparer.Ordinal)) is { } own
            ? $"The extra body must not hold '{own}', which the program writes itself."
            : body.GetRawText().Length > MaxBodyLength ? $"The extra body is longer than {MaxBodyLength} characters." : null;
    }

    private string? HeadersProblem()
    {
        foreach (var (name, value) in Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (_ownHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return $"The header '{name}' cannot be given: keys belong in the variable that key_variable names, the rest the program writes itself.";
            }

            if (name.Length is 0 or > 100 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
                || value.Length > 1000 || value.Any(static c => c is < ' ' or > '~'))
            {
                return "A header takes a name of letters, digits and hyphens and a value of printable ASCII characters, 1000 at most.";
            }
        }

        return Headers?.Count > MaxHeaders ? $"There are more than {MaxHeaders} headers." : null;
    }

    private static string? Named(string what, string? value) =>
        value is null || (value.Length is > 0 and <= 100 && value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            ? null
            : $"The {what} takes letters, digits, hyphens, underscores and dots, 100 at most.";
}
