using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Gateway;

/// <summary>What came of an exchange.</summary>
/// <param name="Call">The call's id.</param>
/// <param name="End">How it ended.</param>
/// <param name="Status">The upstream's HTTP status; null where it sent none.</param>
/// <param name="Served">The model that the response says it is from; null where it does not say.</param>
/// <param name="Usage">Tokens as the upstream told them; null where it told none.</param>
/// <param name="CostUsd">What the upstream says that it charged, in US dollars; null where it does not say.</param>
/// <param name="Leaf">Index of its leaf in the log; null where it could not be recorded.</param>
public sealed record ExchangeResult(string Call, ExchangeEnd End, int? Status, string? Served, Usage? Usage, decimal? CostUsd, long? Leaf)
{
    /// <summary>Whether the upstream was asked, so that it may charge: false only where no connection was made.</summary>
    public bool WasAsked => End != ExchangeEnd.UpstreamUnreachable;
}
