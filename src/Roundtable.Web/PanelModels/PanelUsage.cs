using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;

namespace Roundtable.Web.PanelModels;

/// <summary>Tokens of all calls of a session together, the moderator's too, as providers counted them. What a provider did not count is in no sum.</summary>
/// <param name="Input">Tokens of prompts, with those of caches.</param>
/// <param name="CacheRead">Of these: read from caches.</param>
/// <param name="CacheWrite">Of these: written to caches.</param>
/// <param name="Output">Tokens of answers, with reasoning.</param>
/// <param name="Reasoning">Of these: reasoning.</param>
internal sealed record PanelUsage(long Input, long CacheRead, long CacheWrite, long Output, long Reasoning)
{
    /// <summary>The same as kinds that do not overlap.</summary>
    public Usage? ToUsage() => Usage.FromTotals(Input, Output, CacheRead, CacheWrite, Reasoning);

    /// <summary>The usage of a session.</summary>
    public static PanelUsage Of(FusedSession session)
    {
        var all = session.SeatSpends ?? [];
        return new PanelUsage(
            session.Spend.InputTokens,
            all.Sum(s => s.Tokens.CacheRead ?? 0),
            all.Sum(s => s.Tokens.CacheWrite ?? 0),
            session.Spend.OutputTokens,
            all.Sum(s => s.Tokens.Reasoning ?? 0));
    }
}
