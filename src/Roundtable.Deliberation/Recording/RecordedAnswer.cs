using Roundtable.Deliberation.Tools;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Recording;

/// <summary>An answer that is on the record.</summary>
/// <param name="Text">The whole text of the answer.</param>
/// <param name="Receipt">Where it stands in the log.</param>
/// <param name="Refused">Whether the provider's API itself said that the model declined.</param>
/// <param name="Usage">Tokens by kind, as the provider counted them; null where it reported none.</param>
/// <param name="Served">The model that the provider says served the answer, or null.</param>
/// <param name="CostUsd">What the provider says that it charged, in US dollars; null where it did not say.</param>
public sealed record RecordedAnswer(string Text, Receipt Receipt, bool Refused, Usage? Usage, string? Served, decimal? CostUsd = null)
{
    /// <summary>Who really served the call, where a router says so; or null.</summary>
    public string? Upstream { get; init; }

    /// <summary>The calls of tools that it rests on, each on the record.</summary>
    public IReadOnlyList<ToolUse> Tools { get; init; } = [];

    /// <summary>How many calls of the model it took: more than one where it asked for tools. Usage and cost are of all of them.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>Whether a limit of tokens cut the answer: what there is of it must not count.</summary>
    public bool Cut { get; init; }

    /// <summary>The limit of tokens that really went with the request, where it is known; a provider may have made it smaller.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether it came in a provider's batch, at the price of batches.</summary>
    public bool IsBatch { get; init; }

    /// <summary>What the model thought, where the provider keeps it apart from the answer; null where it shows none.</summary>
    public string? Thinking { get; init; }
}
