using Roundtable.Record.Entries;

namespace Roundtable.Corpus.References;

/// <summary>What a reference collection on disk is.</summary>
/// <param name="Format">The version of the format.</param>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Source">What it was made of: the fingerprint of a plan, or the hash of the last leaf that changed the answers of a log.</param>
/// <param name="Files">The files that its entries are from.</param>
/// <param name="Models">The models that its entries name.</param>
/// <param name="Rows">How many rows or answers its entries are from.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="Words">How many words they have.</param>
/// <param name="Repeated">How many texts were left out because an earlier entry is equal.</param>
public sealed record ReferenceManifest(string Format, string Name, Digest Source, IReadOnlyList<string> Files, IReadOnlyList<string> Models, long Rows, long Entries, long Words, long Repeated)
{
    /// <summary>The version that is written.</summary>
    public const string Current = "roundtable-references/2";
}
