namespace Roundtable.Deliberation.Reviews;

/// <summary>An error that a reviewer says an answer holds. That the words stand there is checked; that they are wrong is the reviewer's opinion.</summary>
/// <param name="Seat">Number of the seat whose answer it is, from 1.</param>
/// <param name="Span">A verbatim part of that answer.</param>
/// <param name="Why">What is wrong with it, in the reviewer's words.</param>
public sealed record ReviewedError(int Seat, string Span, string Why);
