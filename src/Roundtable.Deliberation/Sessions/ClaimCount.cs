namespace Roundtable.Deliberation.Sessions;

/// <summary>How many claims an imported page makes of its ballots, and how many of them were checked.</summary>
/// <param name="Made">Number of claims: counts, labels, agreement, procedure, quotations, and sentences that no check understands.</param>
/// <param name="Checked">Number of claims that were compared with the ballots, whether they hold or not; never more than were made.</param>
/// <param name="NotChecked">The others, one line each, with the reason.</param>
public sealed record ClaimCount(int Made, int Checked, IReadOnlyList<string> NotChecked);
