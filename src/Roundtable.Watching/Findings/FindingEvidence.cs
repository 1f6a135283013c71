namespace Roundtable.Watching.Findings;

/// <summary>One thing that speaks for a finding.</summary>
/// <param name="Kind">What it is, in kebab-case: <c>divided-work</c>, <c>thinking</c>.</param>
/// <param name="Text">It in a sentence without a full stop, with its numbers.</param>
/// <param name="Weight">What it adds to the score: 0 to 3.</param>
public sealed record FindingEvidence(string Kind, string Text, int Weight);
