using Roundtable.Record.Checkpoints;
using Roundtable.Record.Witnesses;

namespace Roundtable.Workspace.Following;

/// <summary>Whose log is followed, and who is asked what they were shown of it.</summary>
/// <param name="Address">The log's address.</param>
/// <param name="Keys">Its keys; those of a policy among them.</param>
/// <param name="Policy">The witnesses, which are asked, and how many must have cosigned; null for none.</param>
/// <param name="Mirrors">Addresses of others who serve the log.</param>
public sealed record FollowRequest(Uri Address, IReadOnlyList<VerifierKey> Keys, TrustPolicy? Policy, IReadOnlyList<Uri> Mirrors)
{
    /// <summary>Checks what was given.</summary>
    /// <returns>The origin of the log.</returns>
    /// <exception cref="WorkspaceException">When an address is none, or the keys do not name exactly one log.</exception>
    public string Check()
    {
        if (Mirrors.Prepend(Address).FirstOrDefault(a => !a.IsAbsoluteUri || a.Scheme is not ("http" or "https")) is { } other)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"'{other}' is no address of a log, such as https://log.example.org.");
        }

        return Keys.Select(k => k.Name).Distinct(StringComparer.Ordinal).ToList() switch
        {
            [var origin] => origin,
            [] => throw new WorkspaceException(
                ErrorKind.InvalidInput,
                "Whose log is it? Give its public key with --key, or a policy that names it: what an address serves says nothing about that."),
            var several => throw new WorkspaceException(
                ErrorKind.InvalidInput, $"One log is followed at a time, but the keys are of {several.Count}: {string.Join(", ", several)}."),
        };
    }
}
