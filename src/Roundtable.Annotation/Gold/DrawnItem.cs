using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Gold;

/// <summary>An item that people are to label.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The key of its text.</param>
/// <param name="Stratum">Its stratum; empty where there are none.</param>
/// <param name="Copies">
/// How many items of the frame have the same text, itself among them. Texts are drawn with equal probability, so an estimate over items weighs by this.
/// </param>
public sealed record DrawnItem(string Id, Digest Text, string Stratum = "", int Copies = 1);
