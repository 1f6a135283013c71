using Roundtable.Deliberation.Verdicts;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>The words by which pages call a result.</summary>
internal static class Labels
{
    /// <summary>Whether a claimed label is right. A supermajority is a majority too; "split" means only that not all agree.</summary>
    public static bool Fits(string claimed, TallyLabel label) => Plain(claimed) switch
    {
        "unanimous" or "consensus" => label == TallyLabel.Unanimous,
        "supermajority" or "super-majority" => label == TallyLabel.Supermajority,
        "majority" => label is TallyLabel.Majority or TallyLabel.Supermajority,
        "plurality" => label == TallyLabel.Plurality,
        "tie" or "tied" => label == TallyLabel.Tie,
        "split" or "split decision" or "no consensus" => label != TallyLabel.Unanimous,
        _ => label == TallyLabel.NoVerdict,
    };

    /// <summary>Whether a label says that no option is ahead.</summary>
    public static bool IsTie(string? claimed) => claimed is not null && Plain(claimed) is "tie" or "tied";

    private static string Plain(string label) => string.Join(' ', label.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
