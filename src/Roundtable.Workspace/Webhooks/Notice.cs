using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Workspace.Webhooks;

/// <summary>Who is told when something has happened that nobody waits for: a run's end, an alarm.</summary>
/// <param name="Command">A command that is run, with what happened in its environment; null for none.</param>
/// <param name="Webhook">An address to which a signed message is posted; null for none.</param>
public sealed record Notice(string? Command, Uri? Webhook)
{
    /// <summary>The environment variable with the secret that signs messages.</summary>
    public const string SecretVariable = "ROUNDTABLE_WEBHOOK_SECRET";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    /// <summary>Checks what was given before anything is begun.</summary>
    /// <exception cref="WorkspaceException">When a message could not be signed.</exception>
    public void Check(WorkspaceContext workspace)
    {
        if (Webhook is not null && (workspace.Variable(SecretVariable) is not { } text || WebhookSignature.Secret(text) is null))
        {
            throw new WorkspaceException(
                ErrorKind.Configuration, $"A webhook is signed: set {SecretVariable} to a secret as Standard Webhooks has it, whsec_ and base64.");
        }
    }

    /// <summary>Tells what happened. What goes wrong with it is no error of what happened.</summary>
    /// <param name="workspace">The environment.</param>
    /// <param name="variables">The command's variables besides those of this process.</param>
    /// <param name="type">The type of the message, such as <c>run.finished</c>.</param>
    /// <param name="data">The message.</param>
    /// <param name="logger">Hears what could not be delivered.</param>
    /// <returns>Why somebody was not told, in one sentence; null where everybody was.</returns>
    public async Task<string?> SendAsync(
        WorkspaceContext workspace, IReadOnlyDictionary<string, string> variables, string type, JsonObject data, ILogger<WebhookSender> logger)
    {
        using var limit = new CancellationTokenSource(_limit, workspace.Time);
        try
        {
            if (Command is { } command && await RunAsync(command, variables, limit.Token) is var code and not 0)
            {
                return $"The command of --notify ended with code {code}.";
            }

            if (Webhook is { } address)
            {
                using var sender = new WebhookSender(workspace, logger);
                var message = new JsonObject
                {
                    ["type"] = type,
                    ["timestamp"] = workspace.Time.GetUtcNow().UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                    ["data"] = data,
                };
                return await sender.SendAsync(new WebhookSettings(address, SecretVariable, AllowPrivate: true), message, limit.Token)
                    ? null
                    : "The webhook was not accepted.";
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

    /// <summary>The command is the owner's own words and goes to the shell; what happened reaches it through the environment alone.</summary>
    private static async Task<int> RunAsync(string command, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation)
    {
        var (shell, flag) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        var start = new ProcessStartInfo(shell) { ArgumentList = { flag, command }, UseShellExecute = false, RedirectStandardInput = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

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
