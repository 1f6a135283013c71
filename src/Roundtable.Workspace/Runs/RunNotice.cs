using Microsoft.Extensions.Logging;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Webhooks;

namespace Roundtable.Workspace.Runs;

/// <summary>Tells that a run ended, however it ended.</summary>
public static class RunNotice
{
    /// <summary>Tells it. What goes wrong with it is no error of the run.</summary>
    /// <param name="notice">Who is told; its command finds <c>ROUNDTABLE_RUN</c>, <c>ROUNDTABLE_RUN_STATE</c> and <c>ROUNDTABLE_RUN_FOLDER</c> set.</param>
    /// <param name="workspace">The environment.</param>
    /// <param name="folder">The run.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="logger">Hears what could not be delivered.</param>
    /// <returns>Why somebody was not told, in one sentence; null where everybody was.</returns>
    public static Task<string?> SendAsync(Notice notice, WorkspaceContext workspace, RunFolder folder, RunOutcome outcome, ILogger<WebhookSender> logger)
    {
        var state = Kebab.Name(outcome.State);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ROUNDTABLE_RUN"] = folder.Plan.Id,
            ["ROUNDTABLE_RUN_STATE"] = state,
            ["ROUNDTABLE_RUN_FOLDER"] = folder.Path,
        };
        var status = new RunStatus(outcome.State, outcome.Progress, workspace.Time.GetUtcNow()).Json();
        status.Remove("format");
        status["run"] = folder.Plan.Id;
        return notice.SendAsync(workspace, variables, $"run.{state}", status, logger);
    }
}
