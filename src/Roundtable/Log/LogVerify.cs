using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Terminal;
using Roundtable.Cli.Verify;
using Roundtable.Record.Fsck;
using Roundtable.Record.Verifying;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary><c>roundtable log verify</c>: the whole log recomputed from its bytes.</summary>
internal static class LogVerify
{
    private static readonly Option<string?> _from = VerifyOptions.From();
    private static readonly Option<string[]> _keys = VerifyOptions.Keys("A public key that may have signed; without it the log's own list is believed.");

    private static readonly Option<string?> _policy = VerifyOptions.Policy();

    /// <summary>The command.</summary>
    public static Command Create() =>
        Verb.Create("verify", "Recompute the log from its bytes and name the first thing that is wrong.", [_from, _keys, _policy], RunAsync);

    internal static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var from = KeptCheckpoint.Read(invocation.Parse.GetValue(_from));
        var policy = PolicyFile.Read(invocation.Parse.GetValue(_policy));
        var keys = TrustedKeys.Read(invocation.Parse.GetValue(_keys) ?? [], policy);
        Verification found;
        IReadOnlyList<Finding> sessions = [];
        using (var counter = CountLine.Open(invocation, "leaves", every: 4096))
        {
            found = await new LogService(invocation.Workspace).VerifyAsync(keys, from, policy, counter, cancellation);
            if (found.Damage is null)
            {
                sessions = await SessionDamage.FindAsync(invocation.Workspace, cancellation);
                found = found with { Damage = SessionDamage.First(sessions) };
            }
        }

        var notes = sessions.Where(f => !f.IsDamage);
        var isDatabase = LogAccess.Database(invocation.Workspace) is not null;
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(Json(found, notes)) : Neutralise.Text(Text(found, notes, isDatabase)));
        return found.Damage is null ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static JsonObject Json(Verification found, IEnumerable<Finding> notes)
    {
        var document = VerificationJson.Of(found);
        document["notes"] = Document.Array([.. notes], n => new JsonObject { ["file"] = n.File, ["problem"] = n.Problem });
        return document;
    }

    private static string Text(Verification found, IEnumerable<Finding> notes, bool isDatabase) => found.Damage is null
        ? $"The log is in order: {VerificationText.Counts(found)}.{VerificationText.Simulated(found)}\nRoot "
            + $"{found.Root}{(found.SignedBy is { } key ? $"\nSigned by {key}" : "")}{VerificationText.Cosigned(found.CosignedBy)}"
            + VerificationText.Unnamed(found, isDatabase)
            + string.Concat(notes.Select(n => $"\nnote  {n.File}: {n.Problem}."))
        : $"The log is damaged. {found.Damage.Message}\nBefore that {VerificationText.LeavesRead(found)} could be read.";
}
