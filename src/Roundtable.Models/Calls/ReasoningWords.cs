using Roundtable.Deliberation.Panels;

namespace Roundtable.Models.Calls;

/// <summary>Reasoning effort and thinking budgets, the one in terms of the other where an API knows but one of them.</summary>
internal static class ReasoningWords
{
    /// <summary>Tokens of thinking that an effort stands for at most.</summary>
    private static readonly (int Tokens, string Effort)[] _levels = [(4_000, "low"), (16_000, "medium"), (int.MaxValue, "high")];

    /// <summary>The effort of settings: as given, or what a thinking budget amounts to; null where neither is given.</summary>
    public static string? EffortOf(SeatSettings? settings) => settings?.Effort ?? (settings?.ThinkingTokens is { } tokens ? EffortOf(tokens) : null);

    /// <summary>The tokens of thinking that an effort amounts to, as Gemini tells it of its OpenAI-compatible API.</summary>
    public static int TokensOf(string effort) => effort switch { "none" => 0, "minimal" or "low" => 1_024, "medium" => 8_192, _ => 24_576 };

    /// <summary>The effort that a thinking budget amounts to.</summary>
    public static string EffortOf(int tokens) => Array.Find(_levels, l => tokens <= l.Tokens).Effort;

    /// <summary>The effort among those that a server knows which comes nearest to the one that was asked for; the lesser of two that are as near.</summary>
    public static string? Nearest(string wanted, IEnumerable<string> known)
    {
        var all = SeatSettings.Efforts.ToList();
        return known.Where(all.Contains).Order(Comparer<string>.Create((a, b) => all.IndexOf(a) - all.IndexOf(b)))
            .MinBy(e => Math.Abs(all.IndexOf(e) - all.IndexOf(wanted)));
    }
}
