namespace Roundtable.Watching.Windows;

/// <summary>What a test of a window of traffic came to.</summary>
/// <param name="Number">Which window, counted from 1.</param>
/// <param name="From">The time of its first prompt.</param>
/// <param name="To">The time of its last.</param>
/// <param name="Prompts">How many prompts.</param>
/// <param name="Callers">How many callers, those not counted whose prompts were all in the window before.</param>
/// <param name="Discrepancy">
/// The squared maximum mean discrepancy from the reference, of weighted vectors; what is tested is the greatest of several deviations.
/// </param>
/// <param name="P">The permutation p-value; null where there were too few callers for a test.</param>
/// <param name="IsFlagged">Whether it is at or below the false-alarm rate.</param>
public sealed record TrafficWindow(
    int Number, DateTimeOffset From, DateTimeOffset To, int Prompts, int Callers, double Discrepancy, double? P, bool IsFlagged);
