using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Recording;

/// <summary>What identifies a call within a session, so that a resumed session finds the answer it already has.</summary>
/// <param name="Name">The place of the call: <c>r1.s3.k1.a0</c> is round 1, seat 3, sample 1, attempt 0.</param>
/// <param name="Prompt">Digest of the prompt.</param>
/// <param name="Settings">What identifies the settings: <see cref="CallContents.Identity"/>.</param>
public readonly record struct RecordedCall(string Name, Digest Prompt, Digest Settings);
