using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Gold;

/// <summary>One of the items that gold is drawn from.</summary>
/// <param name="Id">Its id, unique among them.</param>
/// <param name="Text">The key of its text: equal for texts that are equal once they are normalised as a scan of a corpus does.</param>
/// <param name="Stratum">The stratum it is in; empty where there are none.</param>
public sealed record FrameItem(string Id, Digest Text, string Stratum = "");
