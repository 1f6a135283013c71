using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>The words by which pages call a result.</summary>
internal static class Labels
{
    private static readonly string[] _emphasis = ["clear", "strong", "narrow", "simple", "slim", "bare", "large"];

    /// <summary>Whether a claimed label is right. A supermajority is a majority too; "split" means only that not all agree.</summary>
    public static bool Fits(string claimed, TallyLabel label) => Plain(claimed) switch
    {
        "unanimous" or "consensus" => label == TallyLabel.Unanimous,
        "supermajority" or "super-majority" => label == TallyLabel.Supermajority,
        "majority" => label is TallyLabel.Majority or TallyLabel.Supermajority,
        "plurality" => label == TallyLabel.Plurality,
        "tie" or "tied" or "deadlock" => label == TallyLabel.Tie,
        "split" or "split decision" or "no consensus" or "no agreement" => label != TallyLabel.Unanimous,
        _ => label == TallyLabel.NoVerdict,
    };

    /// <summary>Whether a label says that no option is ahead.</summary>
    public static bool IsTie(string? claimed) => claimed is not null && Plain(claimed) is "tie" or "tied" or "deadlock";

    private static string Plain(string label) =>
        string.Join(' ', label.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(_emphasis.Contains));
}
