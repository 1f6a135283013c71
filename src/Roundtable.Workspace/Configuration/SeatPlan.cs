using System.Globalization;
using System.Text.Json;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Workspace.Configuration;

/// <summary>One seat of a named panel, before its model is looked up.</summary>
/// <param name="Model">The model as <c>connection/model</c>.</param>
/// <param name="Name">Display name, or null for the model's own.</param>
/// <param name="Persona">How the seat is asked to think, or null.</param>
/// <param name="Temperature">Sampling temperature from 0 to 2, or null.</param>
/// <param name="MaxTokens">Limit on one answer in tokens, or null.</param>
public sealed record SeatPlan(string Model, string? Name = null, string? Persona = null, double? Temperature = null, int? MaxTokens = null)
{
    /// <summary>The longest answer that can be asked for, in tokens.</summary>
    public const int MaxMaxTokens = 1_000_000;

    /// <summary>How hard the model is to reason: one of <see cref="SeatSettings.Efforts"/>, or null.</summary>
    public string? Effort { get; init; }

    /// <summary>How many tokens the model may think with before it answers, or null.</summary>
    public int? Thinking { get; init; }

    /// <summary>Nucleus sampling, above 0 and up to 1, or null.</summary>
    public double? TopP { get; init; }

    /// <summary>Timeout of one answer in seconds, or null for the session's.</summary>
    public int? Seconds { get; init; }

    /// <summary>Members of the request's body besides the program's own, or null.</summary>
    public JsonElement? Body { get; init; }

    /// <summary>Headers of the request besides the program's own, or null.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Name of the Azure deployment that serves the model, or null.</summary>
    public string? Deployment { get; init; }

    /// <summary>Version of Azure's API, or null.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Whether the model may search the web with its provider's own tool, or null.</summary>
    public bool? Search { get; init; }

    /// <summary>Whether the model may read pages of the web with its provider's own tool, or null.</summary>
    public bool? Fetch { get; init; }

    /// <summary>Names of the MCP servers of <c>roundtable.yaml</c> whose tools it may use, or null.</summary>
    public IReadOnlyList<string>? Tools { get; init; }

    /// <summary>The most calls of tools in one answer, or null for five.</summary>
    public int? ToolCalls { get; init; }

    /// <summary>All of these settings; null where none is given.</summary>
    public SeatSettings? Settings()
    {
        var settings = new SeatSettings
        {
            Effort = Effort,
            ThinkingTokens = Thinking,
            TopP = TopP,
            Seconds = Seconds,
            Body = Body,
            Headers = Headers is { Count: > 0 } ? Headers : null,
            Deployment = Deployment,
            ApiVersion = ApiVersion,
            Search = Search,
            Fetch = Fetch,
            Tools = Tools is { Count: > 0 } ? Tools : null,
            ToolCalls = ToolCalls,
        };
        return settings == new SeatSettings() ? null : settings;
    }

    /// <summary>The seat, and where it says nothing what <paramref name="panel"/> says for every seat.</summary>
    /// <param name="panel">Settings of a panel, in the form of a seat; null for none.</param>
    public SeatPlan Or(SeatPlan? panel) => panel is null ? this : this with
    {
        Temperature = Temperature ?? panel.Temperature,
        MaxTokens = MaxTokens ?? panel.MaxTokens,
        Effort = Effort ?? (Thinking is null ? panel.Effort : null),
        Thinking = Thinking ?? (Effort is null ? panel.Thinking : null),
        TopP = TopP ?? panel.TopP,
        Seconds = Seconds ?? panel.Seconds,
        Body = Body ?? panel.Body,
        Headers = Headers ?? panel.Headers,
        Deployment = Deployment ?? panel.Deployment,
        ApiVersion = ApiVersion ?? panel.ApiVersion,
        Search = Search ?? panel.Search,
        Fetch = Fetch ?? panel.Fetch,
        Tools = Tools ?? panel.Tools,
        ToolCalls = ToolCalls ?? panel.ToolCalls,
    };

    /// <summary>What is wrong with its settings, in one sentence; null where nothing is.</summary>
    public string? Problem() =>
        Temperature is not null and not (>= 0 and <= 2)
            ? string.Create(CultureInfo.InvariantCulture, $"The temperature is {Temperature}: give a number from 0 to 2.")
        : MaxTokens is < 1 or > MaxMaxTokens
            ? string.Create(CultureInfo.InvariantCulture, $"max_tokens is {MaxTokens}: give a whole number from 1 to {MaxMaxTokens}.")
        : Settings()?.Problem();
}
