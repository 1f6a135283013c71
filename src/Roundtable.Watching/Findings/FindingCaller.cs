namespace Roundtable.Watching.Findings;

/// <summary>A caller of a finding.</summary>
/// <param name="Name">The caller, as the traffic names it.</param>
/// <param name="Prompts">How many of its prompts the finding rests on, about.</param>
/// <param name="Of">How many prompts it sent.</param>
public sealed record FindingCaller(string Name, long Prompts, long Of);
