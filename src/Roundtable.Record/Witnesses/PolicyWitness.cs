using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Witnesses;

/// <summary>A witness in a policy.</summary>
/// <param name="Name">Its name within the policy.</param>
/// <param name="Key">Its cosignature key.</param>
/// <param name="Address">Its submission prefix (an HTTP URL); null if it is only verified, not asked.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, Uri? Address);
