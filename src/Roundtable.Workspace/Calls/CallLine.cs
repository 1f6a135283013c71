using System.Globalization;
using System.Text.Json.Nodes;

namespace Roundtable.Workspace.Calls;

/// <summary>One call in a list. What was erased, or not told, is null.</summary>
/// <param name="Leaf">Index of its leaf in the log.</param>
/// <param name="Id">Its id.</param>
/// <param name="Time">When it came.</param>
/// <param name="Upstream">The upstream's name.</param>
/// <param name="Requested">The model that was asked for.</param>
/// <param name="Served">The model that answered.</param>
/// <param name="Caller">Who asked.</param>
/// <param name="Use">The stated use.</param>
/// <param name="Path">The path.</param>
/// <param name="Status">The upstream's HTTP status.</param>
/// <param name="Cut">How it was cut, where it was.</param>
/// <param name="Finish">Why the model stopped.</param>
/// <param name="Input">Tokens of the prompt.</param>
/// <param name="Output">Tokens of the answer.</param>
/// <param name="CostUsd">What the provider says that it charged, in US dollars.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
public sealed record CallLine(
    long Leaf,
    string Id,
    DateTimeOffset Time,
    string? Upstream,
    string? Requested,
    string? Served,
    string? Caller,
    string? Use,
    string? Path,
    int? Status,
    string? Cut,
    string? Finish,
    long? Input,
    long? Output,
    decimal? CostUsd,
    long? DurationMs)
{
    /// <summary>As JSON; members without a value are left out.</summary>
    public JsonObject Json()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["leaf"] = Leaf,
            ["time"] = Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        Add("upstream", Upstream);
        Add("model", Requested);
        Add("served", Served);
        Add("caller", Caller);
        Add("use", Use);
        Add("path", Path);
        Add("status", Status);
        Add("cut", Cut);
        Add("finishReason", Finish);
        Add("inputTokens", Input);
        Add("outputTokens", Output);
        Add("costUsd", CostUsd?.ToString(CultureInfo.InvariantCulture));
        Add("durationMs", DurationMs);
        return json;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }
}

/// <summary>Which calls are wanted; null for all.</summary>
/// <param name="Caller">Only those of this caller.</param>
/// <param name="Upstream">Only those to this upstream.</param>
/// <param name="Model">Only those whose model's name, asked or served, contains this.</param>
/// <param name="Since">Only those of this day or later (UTC).</param>
/// <param name="OnlyFailed">Only those that were cut or answered with an error.</param>
public sealed record CallFilter(string? Caller = null, string? Upstream = null, string? Model = null, DateOnly? Since = null, bool OnlyFailed = false)
{
    /// <summary>By what calls are sorted; those of which it is not known come last.</summary>
    public CallOrder Order { get; init; } = CallOrder.Time;

    /// <summary>Whether the smallest comes first, instead of the largest or newest.</summary>
    public bool Ascending { get; init; }
}

/// <summary>By what calls are sorted.</summary>
public enum CallOrder
{
    /// <summary>When they came.</summary>
    Time,

    /// <summary>Who asked.</summary>
    Caller,

    /// <summary>The model that was asked for.</summary>
    Model,

    /// <summary>The upstream's HTTP status.</summary>
    Status,

    /// <summary>Tokens of the prompt.</summary>
    Input,

    /// <summary>Tokens of the answer.</summary>
    Output,

    /// <summary>How long they took.</summary>
    Duration,
}
