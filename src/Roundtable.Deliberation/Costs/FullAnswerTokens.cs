namespace Roundtable.Deliberation.Costs;

/// <summary>How many tokens the parts of a session in which seats answer in full take, for estimates and for what a budget keeps back.</summary>
public static class FullAnswerTokens
{
    /// <summary>Tokens of the instructions of a call.</summary>
    public const int Instructions = 1_500;

    /// <summary>Tokens of an answer in full.</summary>
    public const int Answer = 1_500;

    /// <summary>Tokens of a review.</summary>
    public const int Review = 800;

    /// <summary>Tokens of one of the moderator's answers.</summary>
    public const int Moderator = 2_500;

    /// <summary>The moderator's calls: comparison and fused answer.</summary>
    public const int ModeratorCalls = 2;

    /// <summary>The most of them: with a correction of each.</summary>
    public const int MaxModeratorCalls = 4;
}
