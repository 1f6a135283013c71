using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Record.Verifying;

/// <summary>What recomputing a log from its bytes found.</summary>
/// <param name="Leaves">Leaves that were read and are in order, with those before a kept checkpoint.</param>
/// <param name="Root">The RFC 6962 root over them.</param>
/// <param name="Contents">Contents that are there and have their digests.</param>
/// <param name="Erased">Contents that were erased.</param>
/// <param name="Simulated">Leaves that say that no model spoke.</param>
/// <param name="SignedBy">The key that signed the checkpoint; null where there is no log yet.</param>
/// <param name="Damage">The first thing that is wrong; null when nothing is.</param>
public sealed record Verification(long Leaves, Digest Root, long Contents, long Erased, long Simulated, VerifierKey? SignedBy, DamagedLogException? Damage);
