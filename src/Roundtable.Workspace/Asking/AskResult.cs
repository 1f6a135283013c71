namespace Roundtable.Workspace.Asking;

/// <summary>What came of a request.</summary>
/// <param name="Started">Id of the session that was begun, or null.</param>
/// <param name="Problems">What keeps it from being asked.</param>
/// <param name="Estimate">What asking takes; null where that cannot be told.</param>
/// <param name="Fields">The problems by the member of the request that has them, for those that are about one.</param>
/// <param name="Refused">Whether it is this caller's limits that keep it from being asked, rather than the request.</param>
public sealed record AskResult(
    string? Started, IReadOnlyList<string> Problems, AskEstimate? Estimate, IReadOnlyList<AskProblem> Fields, bool Refused = false)
{
    /// <summary>What kind of error a well-formed request met that cannot be asked; null where it met none, or has problems of its own.</summary>
    public ErrorKind? Kind { get; init; }
}
