using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Witnesses;

/// <summary>A witness as a policy names it.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="Key">Its cosignature key.</param>
/// <param name="Address">Its submission prefix; null where it cannot be asked.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, Uri? Address);
