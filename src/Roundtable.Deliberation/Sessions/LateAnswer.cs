namespace Roundtable.Deliberation.Sessions;

/// <summary>That a seat which was absent answered after the session had ended.</summary>
/// <param name="Seat">Number of the seat, from 1.</param>
/// <param name="Round">The round in which its ballots stand.</param>
/// <param name="Answered">When it answered, in UTC.</param>
public sealed record LateAnswer(int Seat, int Round, DateTimeOffset Answered);
