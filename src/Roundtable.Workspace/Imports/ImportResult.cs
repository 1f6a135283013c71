using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Imports;

/// <summary>What became of one source that was to be imported: its sessions, or why it could not be read.</summary>
/// <param name="Name">What the source is called: a file's name.</param>
/// <param name="Sessions">The sessions, at least one; none where it could not be read.</param>
/// <param name="Status">Whether they were kept now, were there before, or were only checked.</param>
/// <param name="Error">Why it could not be read, one sentence; null where it could.</param>
/// <param name="Kind">The kind of that error.</param>
public sealed record ImportResult(string Name, IReadOnlyList<Session> Sessions, ImportStatus Status, string? Error = null, ErrorKind? Kind = null)
{
    /// <summary>Whether a check found something wrong.</summary>
    public bool HasDiscrepancies => Sessions.Any(s => s.Discrepancies is { Count: > 0 });

    /// <summary>The result of a source that could not be read.</summary>
    public static ImportResult Unread(string name, WorkspaceException error) => new(name, [], ImportStatus.NotRead, error.Message, error.Kind);
}
