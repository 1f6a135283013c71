using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Webhooks;

namespace Roundtable.Workspace.Runs;

/// <summary>Who is told when a run ends, however it ends.</summary>
/// <param name="Command">
/// A command that is run with <c>ROUNDTABLE_RUN</c>, <c>ROUNDTABLE_RUN_STATE</c> and <c>ROUNDTABLE_RUN_FOLDER</c> set; null for none.
/// </param>
/// <param name="Webhook">An address to which a signed message is posted; null for none.</param>
public sealed record RunNotice(string? Command, Uri? Webhook)
{
    /// <summary>The environment variable with the secret that signs messages.</summary>
    public const string SecretVariable = "ROUNDTABLE_WEBHOOK_SECRET";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    /// <summary>Checks what was given before anything is asked.</summary>
    /// <exception cref="WorkspaceException">When a message could not be signed.</exception>
    public void Check(WorkspaceContext workspace)
    {
        if (Webhook is not null && (workspace.Variable(SecretVariable) is not { } text || WebhookSignature.Secret(text) is null))
        {
            throw new WorkspaceException(
                ErrorKind.Configuration, $"A webhook is signed: set {SecretVariable} to a secret as Standard Webhooks has it, whsec_ and base64.");
        }
    }

    /// <summary>Tells that a run ended. What goes wrong with it is no error of the run.</summary>
    /// <param name="workspace">The environment.</param>
    /// <param name="folder">The run.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="logger">Hears what could not be delivered.</param>
    /// <returns>Why somebody was not told, in one sentence; null where everybody was.</returns>
    public async Task<string?> SendAsync(WorkspaceContext workspace, RunFolder folder, RunOutcome outcome, ILogger<WebhookSender> logger)
    {
        using var limit = new CancellationTokenSource(_limit, workspace.Time);
        try
        {
            if (Command is { } command && await RunAsync(command, folder, outcome, limit.Token) is var code and not 0)
            {
                return $"The command of --notify ended with code {code}.";
            }

            if (Webhook is { } address)
            {
                using var sender = new WebhookSender(workspace, logger);
                var settings = new WebhookSettings(address, SecretVariable, AllowPrivate: true);
                return await sender.SendAsync(settings, Message(workspace, folder, outcome), limit.Token) ? null : "The webhook was not accepted.";
            }

            return null;
        }
        catch (Exception e) when (e is OperationCanceledException or System.ComponentModel.Win32Exception)
        {
            return e is OperationCanceledException
                ? $"The notice took longer than {_limit.TotalSeconds:0} seconds."
                : $"The command of --notify cannot be run: {e.Message}";
        }
    }

    private static JsonObject Message(WorkspaceContext workspace, RunFolder folder, RunOutcome outcome)
    {
        var status = new RunStatus(outcome.State, outcome.Progress, workspace.Time.GetUtcNow()).Json();
        status.Remove("format");
        status["run"] = folder.Plan.Id;
        return new JsonObject
        {
            ["type"] = $"run.{Kebab.Name(outcome.State)}",
            ["timestamp"] = workspace.Time.GetUtcNow().UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["data"] = status,
        };
    }

    /// <summary>The command is the owner's own words and goes to the shell; what the run says reaches it through the environment alone.</summary>
    private static async Task<int> RunAsync(string command, RunFolder folder, RunOutcome outcome, CancellationToken cancellation)
    {
        var (shell, flag) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        var start = new ProcessStartInfo(shell) { ArgumentList = { flag, command }, UseShellExecute = false, RedirectStandardInput = true };
        start.Environment["ROUNDTABLE_RUN"] = folder.Plan.Id;
        start.Environment["ROUNDTABLE_RUN_STATE"] = Kebab.Name(outcome.State);
        start.Environment["ROUNDTABLE_RUN_FOLDER"] = folder.Path;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }
}
