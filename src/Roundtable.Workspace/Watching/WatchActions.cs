using System.Text.Json.Nodes;
using Roundtable.Record.Wording;
using Roundtable.Watching.Findings;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Watching;

/// <summary>
/// What is done to keys of the gateway because of findings: a lower rate, or no calls until a person has decided. Only where somebody says so, on the record
/// before it has an effect, and undone once an appeal lowers or withdraws the finding.
/// </summary>
/// <param name="workspace">The data directory.</param>
public sealed class WatchActions(WorkspaceContext workspace)
{
    /// <summary>Requests in a minute of a key that is limited, unless another rate is given.</summary>
    public const int DefaultRate = 6;

    private readonly TokenFile _tokens = new(workspace.DataDirectory);

    /// <summary>
    /// Limits the keys of callers in findings of the grade throttle, and suspends those of the grade suspend. Keys of people who may more than call models are
    /// left alone, and so are findings that somebody appealed against, or that an answer lowered or withdrew.
    /// </summary>
    /// <param name="report">A report of the gateway's exchanges, on record.</param>
    /// <param name="rate">Requests in a minute of a key that is limited: 1 to 1,000,000.</param>
    /// <param name="cancellation">Stops before what is not on record yet.</param>
    /// <returns>What was done, a document for each finding with keys that were not limited or suspended already.</returns>
    /// <exception cref="WorkspaceException">When the report is of a file, whose callers are not this gateway's keys, or is not on record.</exception>
    public async Task<IReadOnlyList<JsonObject>> ActAsync(WatchReport report, int rate, CancellationToken cancellation)
    {
        if (report.Request.File is not null || report.Leaf is not { } leaf)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput,
                "--act changes keys of this gateway: watch its exchanges, without FILE and without --dry-run.");
        }

        var records = await new WatchCases(workspace).ReadAsync(cancellation);
        List<JsonObject> acts = [];
        foreach (var finding in report.Result.Findings.Where(f => f.Grade >= FindingGrade.Throttle))
        {
            var callers = finding.Callers.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            var isSuspension = finding.Grade == FindingGrade.Suspend;
            List<AccessToken> keys = [.. _tokens.Tokens.Where(t => t.Role == Role.Caller && callers.Contains(t.Name) && t.Suspended is null
                && (isSuspension || t.Limits.RequestsPerMinute is null || t.Limits.RequestsPerMinute > rate))];
            if (keys.Count == 0 || records.Find(finding.Id).State is "appealed" or "lowered" or "withdrawn")
            {
                continue;
            }

            JsonObject act = new()
            {
                ["format"] = WatchRecords.ActFormat,
                ["finding"] = finding.Id,
                ["by"] = WatchCases.Named(report.Request.By),
                ["action"] = Kebab.Name(finding.Grade),
                ["rate"] = isSuspension ? null : rate,
                ["keys"] = Document.Array(keys, k => new JsonObject { ["id"] = k.Id, ["owner"] = k.Name, ["before"] = k.Limits.RequestsPerMinute }),
            };
            await WatchCases.AppendAsync(workspace, act, leaf, cancellation);
            var ids = keys.Select(k => k.Id).ToHashSet(StringComparer.Ordinal);
            _tokens.Update(tokens => tokens.Select(t => !ids.Contains(t.Id) ? t
                : isSuspension ? t with { Suspended = finding.Id } : t with { Limits = t.Limits with { RequestsPerMinute = rate } }));
            acts.Add(act);
        }

        return acts;
    }

    /// <summary>
    /// Gives keys back what a finding took from them. A rate that somebody changed since stays as it is.
    /// </summary>
    /// <param name="watched">The finding, with what was done because of it.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="cancellation">Stops before it is on record.</param>
    /// <returns>How many keys.</returns>
    public async Task<int> UndoAsync(WatchedFinding watched, string by, CancellationToken cancellation)
    {
        // The first act knows what was before any of them; the last, which rate is there because of it.
        Dictionary<string, (int? Before, int Rate)> limited = new(StringComparer.Ordinal);
        foreach (var act in watched.Acts.Where(a => (string?)a["action"] == "throttle"))
        {
            foreach (var key in act["keys"]!.AsArray())
            {
                var id = (string)key!["id"]!;
                limited[id] = (limited.TryGetValue(id, out var known) ? known.Before : (int?)key["before"], (int)act["rate"]!);
            }
        }

        List<AccessToken> keys = [.. _tokens.Tokens.Where(IsHeld)];
        if (keys.Count == 0)
        {
            return 0;
        }

        await WatchCases.AppendAsync(
            workspace,
            new JsonObject
            {
                ["format"] = WatchRecords.ActFormat,
                ["finding"] = watched.Id,
                ["by"] = WatchCases.Named(by),
                ["action"] = "undo",
                ["keys"] = Document.Array(keys, k => new JsonObject { ["id"] = k.Id, ["owner"] = k.Name }),
            },
            watched.Report,
            cancellation);
        _tokens.Update(tokens => tokens.Select(t => !IsHeld(t) ? t : t with
        {
            Suspended = t.Suspended == watched.Id ? null : t.Suspended,
            Limits = IsLimited(t) ? t.Limits with { RequestsPerMinute = limited[t.Id].Before } : t.Limits,
        }));
        return keys.Count;

        bool IsHeld(AccessToken token) => token.Suspended == watched.Id || IsLimited(token);

        bool IsLimited(AccessToken token) => limited.TryGetValue(token.Id, out var limit) && token.Limits.RequestsPerMinute == limit.Rate;
    }
}
