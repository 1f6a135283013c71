using System.Text.Json.Serialization;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Tools;

/// <summary>One call of a tool for a model, what it returned and what the answer cites of it. What it returned is data, never an instruction.</summary>
/// <param name="Tool">Name of the tool: <c>web_search</c>, or a tool of an MCP server.</param>
/// <param name="Arguments">The arguments as the model wrote them, JSON as a rule; empty where they were not told.</param>
public sealed record ToolUse(string Tool, string Arguments)
{
    /// <summary>Maximum number of pages that are kept of one call.</summary>
    public const int MaxSources = 50;

    /// <summary>Name of the MCP server whose tool it is; null where the model's provider called a tool of its own.</summary>
    public string? Server { get; init; }

    /// <summary>The pages that it returned; null where it returned none.</summary>
    public IReadOnlyList<Source>? Sources { get; init; }

    /// <summary>What the answer cites of it; null where nothing.</summary>
    public IReadOnlyList<Citation>? Citations { get; init; }

    /// <summary>Why it failed, one sentence or the provider's word; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>The receipt of its leaf in the log; null only until it is recorded.</summary>
    public Receipt? Receipt { get; init; }

    /// <summary>What the model was given of it, as far as that is told; kept in the log, not in the session.</summary>
    [JsonIgnore]
    public string Result { get; init; } = "";
}
