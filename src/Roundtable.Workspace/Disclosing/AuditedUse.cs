using Roundtable.Disclosure.Audits;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;
using Roundtable.Record.Wording;
using Roundtable.Terms.Lineage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets.Rulings;

namespace Roundtable.Workspace.Disclosing;

/// <summary>
/// Rules anew on each opened row, by the auditor's registry. Leaves, calls and sessions are numbers of the owner's log: unless that log is the auditor's own,
/// a row that rests on them is ruled on by the models that it names, and is unknown where it names none.
/// </summary>
/// <param name="workspace">The auditor's data directory.</param>
/// <param name="request">The use, and for whom.</param>
internal sealed class AuditedUse(WorkspaceContext workspace, JudgeRequest request)
{
    /// <summary>What is wrong with each row that may not be used so, by its place.</summary>
    /// <param name="audit">The verified audit.</param>
    /// <param name="rows">A file with the rows, a line each, for those of a scan.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the use or who asks is not accepted.</exception>
    public async Task<IReadOnlyDictionary<long, string>> RefusedAsync(VerifiedAudit audit, string rows, CancellationToken cancellation)
    {
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var intent = await request.IntentsAsync(workspace, access, cancellation) is [var one]
            ? one
            : throw new WorkspaceException(ErrorKind.InvalidInput, "--use takes one use: judge the audit once for each.");
        var isOwn = IsOwn(access, audit);
        IArtifacts artifacts = isOwn ? access.Artifacts : new WithoutLog(access.Artifacts);
        Dictionary<long, string> refused = [];
        if (audit.Corpus.Source == "set")
        {
            var rulings = new SetRulings(access.Registry, new RowArtifacts(artifacts), intent);
            for (var i = 0; i < audit.Rows.Count; i++)
            {
                Note(audit.Rows[i], Of(rulings, audit.Rows[i], i + 1, isOwn, cancellation));
            }

            return refused;
        }

        await new RowFile(access, intent, artifacts).ReadAsync(
            rows, count: true, (number, _, group) => Note(audit.Rows[(int)number - 1], group?.Ruling), null, cancellation);
        return refused;

        void Note(VerifiedRow row, Ruling? ruling)
        {
            if (ruling is not { IsAllowed: true })
            {
                refused[row.Place] = $"{Kebab.Name(intent.Use)} is {Kebab.Name(ruling?.Outcome ?? Outcome.Unknown)} for it";
            }
        }
    }

    private static Ruling? Of(SetRulings rulings, VerifiedRow row, int number, bool isOwn, CancellationToken cancellation)
    {
        try
        {
            var beside = DisclosedSet.Parse(row.Content.Span).Beside;
            IReadOnlyList<LineageEdge> sources = isOwn || beside.Models.Count == 0 ? beside.Sources :
            [
                .. beside.Sources.Where(s => !IsOfLog(s.From)),
                .. beside.Models.Select(m => new LineageEdge(EdgeKind.MadeWith, RowArtifacts.Called(m), Declared: true)),
            ];
            return rulings.Rule(sources, number, cancellation).Group.Ruling;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether the audited log is the one of this data directory: signed by the same key.</summary>
    private static bool IsOwn(RegistryAccess access, VerifiedAudit audit)
    {
        try
        {
            return access.Log is { } log && TreeVerifier.ReadCheckpoint(log, [audit.SignedBy]).SignedBy is not null;
        }
        catch (DamagedLogException)
        {
            return false;
        }
    }

    private static bool IsOfLog(string id) => EntryReference.TryParse(id) is not { Kind: not null } && !RowArtifacts.IsOfRow(id);

    /// <summary>The registry without the log: what only the owner's log tells is unknown.</summary>
    private sealed class WithoutLog(IArtifacts inner) : IArtifacts
    {
        public Artifact Find(string id) => IsOfLog(id)
            ? new Artifact(id, ArtifactKind.Unknown, $"{id} of the owner's log, which is not at hand") : inner.Find(id);
    }
}
