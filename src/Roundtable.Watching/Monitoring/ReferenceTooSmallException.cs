namespace Roundtable.Watching.Monitoring;

/// <summary>The reference has too few callers for a rate of false alarms, and a report without one is not made.</summary>
/// <param name="callers">How many callers its second half has.</param>
/// <param name="needed">How many it needs.</param>
public sealed class ReferenceTooSmallException(int callers, int needed)
    : Exception($"The second half of the reference has {callers} callers; {needed} are needed, or the rate of false alarms would not be known. Give more "
        + "benign traffic.");
