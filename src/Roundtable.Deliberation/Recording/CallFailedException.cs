namespace Roundtable.Deliberation.Recording;

/// <summary>A call that an earlier, interrupted run of the same session already recorded as failed.</summary>
/// <param name="reason">The reason as recorded, one sentence.</param>
public sealed class CallFailedException(string reason) : Exception(reason);
