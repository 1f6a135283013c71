namespace Roundtable.Deliberation.Ballots;

/// <summary>A parsed answer, with the numbers shown to the seat mapped back to options and ballots.</summary>
/// <param name="Choice">The choice; <see cref="Choice.Unparsed"/> where the answer could not be parsed.</param>
/// <param name="Reasoning">The reasons; empty where it gave none.</param>
/// <param name="Confidence">0 to 1, or null.</param>
/// <param name="PersuadedBy">Id of the ballot that changed its mind, or null.</param>
/// <param name="Answers">Id of the ballot that it answers, or null.</param>
public sealed record BallotAnswer(
    Choice Choice,
    string Reasoning = "",
    double? Confidence = null,
    string? PersuadedBy = null,
    string? Answers = null);
