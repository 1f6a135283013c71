using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Record.Verifying;

/// <summary>The result of verifying a log.</summary>
/// <param name="Leaves">Number of verified leaves, including those before a kept checkpoint.</param>
/// <param name="Root">RFC 6962 root hash over them.</param>
/// <param name="Contents">Number of contents that are present and match their digests.</param>
/// <param name="Erased">Number of erased contents.</param>
/// <param name="Simulated">Number of leaves marked as simulated, among those that were read.</param>
/// <param name="SignedBy">The key that signed the checkpoint; null if there is no log yet.</param>
/// <param name="Damage">The first problem; null if there is none.</param>
public sealed record Verification(long Leaves, Digest Root, long Contents, long Erased, long Simulated, VerifierKey? SignedBy, DamagedLogException? Damage)
{
    /// <summary>
    /// How many of the leaves, at the beginning, were not read again because a kept checkpoint commits to them. Every content was compared with its
    /// digest all the same, but whether these leaves are simulated was not looked at.
    /// </summary>
    public long NotRead { get; init; }

    /// <summary>
    /// How many of the contents no leaf names: no erasure finds them. <c>roundtable log fsck --repair --yes</c> erases those of files. Null where not every leaf was
    /// read, so that nobody knows.
    /// </summary>
    public long? Unnamed { get; init; }

    /// <summary>
    /// How many contents after the durable end no leaf names yet: they are being appended, or were when a process was stopped; then the next one that opens
    /// the log for writing erases them. Null where not every leaf was read.
    /// </summary>
    public long? Unfinished { get; init; }

    /// <summary>The witnesses of the policy whose cosignatures the checkpoint has, by their names in the policy; null where no policy was given.</summary>
    public IReadOnlyList<string>? CosignedBy { get; init; }
}
