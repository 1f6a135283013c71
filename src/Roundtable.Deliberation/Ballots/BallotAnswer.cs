namespace Roundtable.Deliberation.Ballots;

/// <summary>What was read from an answer, with numbers mapped back to options and ballots.</summary>
/// <param name="Choice">What the seat says; <see cref="Choice.Unparsed"/> where the answer could not be read.</param>
/// <param name="Reasoning">Its reasons; empty where it gave none.</param>
/// <param name="Confidence">0 to 1, or null.</param>
/// <param name="PersuadedBy">Id of the ballot that moved it, or null.</param>
/// <param name="Answers">Id of the ballot that it answers, or null.</param>
public sealed record BallotAnswer(
    Choice Choice,
    string Reasoning = "",
    double? Confidence = null,
    string? PersuadedBy = null,
    string? Answers = null);
