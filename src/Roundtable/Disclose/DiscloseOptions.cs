using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Verify;
using Roundtable.Workspace;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Disclose;

/// <summary>Options that the auditor's verbs have in common.</summary>
internal static class DiscloseOptions
{
    /// <summary><c>--key KEY</c>.</summary>
    public static Option<string[]> Keys { get; } = VerifyOptions.Keys("The public key of the owner's log, as its owner published it.");

    /// <summary><c>--policy FILE</c>.</summary>
    public static Option<string?> Policy { get; } = VerifyOptions.Policy();

    /// <summary>What the auditor trusts.</summary>
    /// <exception cref="WorkspaceException">When no key is given.</exception>
    public static AuditTrust Trust(Invocation invocation)
    {
        var policy = PolicyFile.Read(invocation.Parse.GetValue(Policy));
        var keys = TrustedKeys.Read(invocation.Parse.GetValue(Keys), policy);
        return keys.Count > 0
            ? new AuditTrust(keys, policy)
            : throw new WorkspaceException(
                ErrorKind.InvalidInput, "Whose log is it? Give its public key with --key, or a policy that names it with --policy.");
    }
}
