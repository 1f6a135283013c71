using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;

namespace Roundtable.Workspace.Judging;

/// <summary>Exports sessions for a use: what that use is not allowed for is refused, and the refusal put on the record.</summary>
/// <param name="workspace">The data directory and its registry.</param>
/// <param name="log">The log, for rulings and datasets.</param>
public sealed class ReleaseService(WorkspaceContext workspace, SharedLog log)
{
    /// <summary>Exports a session for a use.</summary>
    /// <exception cref="WorkspaceException">
    /// When the use is not allowed (<see cref="ErrorKind.Denied"/>, <see cref="ErrorKind.Unsettled"/>), the log cannot be read, or the dataset
    /// cannot be registered.
    /// </exception>
    public async Task<ReleasedSession> ReleaseAsync(SessionDocument session, ReleaseRequest request, CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var readable = access.Log
            ?? throw new WorkspaceException(ErrorKind.NotFound, $"The log of {workspace.DataDirectory} cannot be read, so nothing can be ruled.");
        var intent = await Intents.TodayAsync(workspace, access, request.Use, null, cancellation);
        var release = SessionRelease.Of(access, session, intent, cancellation);
        long? ruling = null;
        var refusal = release.Refusal(request.Format, request.OnlyAllowed);
        if (refusal is not null || release.LeftOut.Any())
        {
            ruling = await RecordAsync(release, cancellation);
            if (refusal is not null)
            {
                throw new WorkspaceException(release.RefusalKind, FormattableString.Invariant($"{refusal} The refusal is on the record as leaf {ruling}."));
            }
        }

        var dataset = request.Dataset is { } id ? await RegisterAsync(access, session, id, intent.As, release.Allowed, cancellation) : null;
        return new ReleasedSession(release.Text(request.Format, readable), release, ruling, dataset);
    }

    private async Task<long> RecordAsync(SessionRelease release, CancellationToken cancellation)
    {
        await using var use = await log.OpenAsync(cancellation);
        return (await RulingRecord.AppendAsync(use.Log, [(release.Whole, release.Json)], workspace.Time, cancellation))[0];
    }

    private async Task<RegisteredEntry> RegisterAsync(
        RegistryAccess access, SessionDocument session, EntryId dataset, string? owner, IReadOnlyList<SessionPart> parts, CancellationToken cancellation)
    {
        var entry = new DatasetEntry
        {
            Id = dataset,
            Owner = owner,
            Origin = Origin.Synthetic,
            Rows = parts.Count,
            Collection = $"{(session is Session ? "Ballots" : "Answers")} of session {session.Id}, exported by this program.",
            Obtained = DateOnly.FromDateTime(session.Opened.UtcDateTime),
        };
        var settled = RegistryAppender.Check(access, [entry]);
        await using var use = await log.OpenAsync(cancellation);
        var inputs = InputLeaves.Of(parts.SelectMany(p => p.Sources));
        return (await RegistryAppender.AppendAllAsync(use.Log, settled, inputs, workspace.Time, cancellation))[0];
    }
}

/// <summary>A session that is wanted for a use.</summary>
/// <param name="Format">markdown, html, json, or <see cref="SessionRelease.Rows"/> for a row for each part.</param>
/// <param name="Use">What it is wanted for.</param>
/// <param name="OnlyAllowed">Whether parts that may not be used so are left out, where rows are written.</param>
/// <param name="Dataset">Under which name the rows are registered as a dataset; null not to.</param>
public sealed record ReleaseRequest(string Format, Use Use, bool OnlyAllowed = false, EntryId? Dataset = null);

/// <summary>A session that was exported for a use.</summary>
/// <param name="Text">The document.</param>
/// <param name="Release">The rulings that it rests on.</param>
/// <param name="Ruling">Index of the leaf with the ruling, where something was left out; null where nothing was.</param>
/// <param name="Dataset">The dataset that was registered; null where none was.</param>
public sealed record ReleasedSession(string Text, SessionRelease Release, long? Ruling, RegisteredEntry? Dataset);
