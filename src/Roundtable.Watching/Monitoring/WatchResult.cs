using Roundtable.Watching.Findings;
using Roundtable.Watching.Windows;

namespace Roundtable.Watching.Monitoring;

/// <summary>What watching found.</summary>
/// <param name="ReferencePrompts">How many prompts the reference had.</param>
/// <param name="ReferenceCallers">How many callers it had.</param>
/// <param name="Prompts">How many prompts were watched.</param>
/// <param name="Callers">How many callers sent them.</param>
/// <param name="Rates">How often the rules were wrong on the reference itself.</param>
/// <param name="Findings">The findings, gravest first.</param>
/// <param name="Windows">Every window of the traffic.</param>
/// <param name="Resellers">Callers that seem to ask for others; each is a finding too.</param>
public sealed record WatchResult(
    long ReferencePrompts,
    int ReferenceCallers,
    long Prompts,
    int Callers,
    ErrorRates Rates,
    IReadOnlyList<WatchFinding> Findings,
    IReadOnlyList<TrafficWindow> Windows,
    IReadOnlyList<FoundReseller> Resellers);

/// <summary>A caller that seems to ask for others.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="EndUsers">For how many end users it says to ask, about; 0 where it does not say.</param>
/// <param name="Styles">In how many of 64 ways its prompts are written.</param>
/// <param name="Finding">Its finding.</param>
public sealed record FoundReseller(string Caller, double EndUsers, int Styles, WatchFinding Finding);
