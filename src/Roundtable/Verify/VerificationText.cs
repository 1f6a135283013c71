using Roundtable.Record.Checkpoints;
using Roundtable.Record.Verifying;

namespace Roundtable.Cli.Verify;

/// <summary>What a verification found, in words.</summary>
internal static class VerificationText
{
    /// <summary>How many leaves, contents and erased contents; and how many leaves were not read again.</summary>
    public static string Counts(Verification found) =>
        $"{Leaves(found.Leaves)}, {Count(found.Contents, "content", "contents")}"
        + (found.Erased > 0 ? Text($", {found.Erased:N0} erased") : "")
        + (found.NotRead > 0
            ? Text($"; it begins with the {found.NotRead:N0} of the checkpoint that was kept, which were not read again: {LeavesRead(found)} since then")
            : "");

    /// <summary>That no model said some or all of what was read, as a sentence with a space before it; nothing where that is not so.</summary>
    public static string Simulated(Verification found) => found.Simulated == 0 ? ""
        : Text($" {(found.Simulated == 1 ? "1 leaf" : $"{found.Simulated:N0} leaves")}{(found.NotRead > 0 ? " of those since then" : "")} ")
            + $"{(found.Simulated == 1 ? "is" : "are")} SIMULATED: a rehearsal panel spoke, no model.";

    /// <summary>Which witnesses of the policy cosigned, as a line with a line feed before it; nothing where no policy was given.</summary>
    public static string Cosigned(IReadOnlyList<string>? witnesses) => witnesses is null ? ""
        : witnesses.Count == 0 ? "\nNo witness cosigned it; the policy requires none."
        : $"\nCosigned by {string.Join(", ", witnesses)}: the quorum of the policy is met.";

    /// <summary>By whom a checkpoint was signed, and what is left to check of that.</summary>
    /// <param name="signer">The key that signed it.</param>
    /// <param name="keys">The keys that the reader gave.</param>
    public static string Signed(VerifierKey signer, IReadOnlyList<VerifierKey> keys) => keys.Count > 0
        ? $"Signed by the key you gave, {signer.Name}+{signer.Id:x8}."
        : $"Signed by {signer}\nThat key came with the file: hold it against the one its owner published, or give that one with --key.";

    /// <summary>Contents that no leaf names, each kind as a line with a line feed before it; nothing where there are none.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="isDatabase">Whether the log is in a database.</param>
    public static string Unnamed(Verification found, bool isDatabase) =>
        (found.Unnamed is > 0 and var unnamed
            ? $"\nnote  {Stored(unnamed)} by no leaf, so that no erasure finds {(unnamed == 1 ? "it" : "them")}: left by a process that was stopped"
                + (isDatabase ? "." : "; 'roundtable log fsck --repair --yes' erases what is left so.")
            : "")
        + (found.Unfinished is > 0 and var unfinished
            ? $"\nnote  {Stored(unfinished)} by no leaf yet: being appended, or left by a process that was stopped; "
                + "the next one that writes to the log erases the latter."
            : "");

    private static string Stored(long number) => $"{Count(number, "content", "contents")} {(number == 1 ? "is" : "are")} named";

    /// <summary>How many leaves were read.</summary>
    public static string LeavesRead(Verification found) => Leaves(found.Leaves - found.NotRead);

    private static string Leaves(long number) => Count(number, "leaf", "leaves");

    private static string Count(long number, string one, string many) => Text($"{number:N0} {(number == 1 ? one : many)}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
