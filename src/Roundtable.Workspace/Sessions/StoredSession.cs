using Roundtable.Deliberation.Sessions;

namespace Roundtable.Workspace.Sessions;

/// <summary>A session file as it was found: readable, or with what is wrong with it.</summary>
/// <param name="Id">The session's id, from the file's name.</param>
/// <param name="Path">Path of the file.</param>
/// <param name="Session">The session, or null where the file cannot be read as one.</param>
/// <param name="Problem">Why not, one sentence; null where it can.</param>
/// <param name="IsNewer">Whether it was written by a newer program: then nothing is wrong with it, and it must not be replaced.</param>
public sealed record StoredSession(string Id, string Path, SessionDocument? Session, string? Problem, bool IsNewer = false);
