using System.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Webhooks;

namespace Roundtable.Cli.CommandLine;

/// <summary>Reads who is told when something has happened that nobody waits for.</summary>
internal static class NoticeOptions
{
    /// <summary>Who is told; null for nobody.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="notify">Its option with a command.</param>
    /// <param name="webhook">Its option with an address.</param>
    /// <exception cref="WorkspaceException">When the webhook is no address.</exception>
    public static Notice? Read(ParseResult parse, Option<string?> notify, Option<string?> webhook)
    {
        var (command, given) = (parse.GetValue(notify), parse.GetValue(webhook));
        Uri? address = null;
        if (given is not null
            && !(Uri.TryCreate(given, UriKind.Absolute, out address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"--webhook '{Neutralise.Line(given)}' is not an address that begins with https:// or http://.");
        }

        return command is null && address is null ? null : new Notice(command, address);
    }
}
