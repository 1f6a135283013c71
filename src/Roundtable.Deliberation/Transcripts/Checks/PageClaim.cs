namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>One claim of a page, and what became of it: it holds, it is wrong, or it was not checked.</summary>
/// <param name="Line">Its line, from 1; 0 where the source has no lines.</param>
/// <param name="Text">The claim, in the page's words.</param>
/// <param name="Wrong">Where it contradicts the ballots; null where it holds or was not checked.</param>
/// <param name="NotChecked">Why it was not checked; null where it was.</param>
public sealed record PageClaim(int Line, string Text, Discrepancy? Wrong, string? NotChecked)
{
    /// <summary>What is said of a claim that was not checked, in one line.</summary>
    public string NotCheckedSentence => $"\"{Discrepancy.Short(Text)}\" ({NotChecked})";
}
