using Roundtable.Record.Entries;

namespace Roundtable.Corpus.References;

/// <summary>The description of a reference collection on disk.</summary>
/// <param name="Format">The version of the format.</param>
/// <param name="Name">Its name in reports.</param>
/// <param name="Source">Its source: the fingerprint of a plan, or the hash of the last leaf that changed the answers of a log.</param>
/// <param name="Files">The files that its entries are from.</param>
/// <param name="Models">The models that its entries name.</param>
/// <param name="Rows">The number of rows or answers that its entries are from.</param>
/// <param name="Entries">The number of its entries.</param>
/// <param name="Words">The number of their words.</param>
/// <param name="Repeated">The number of texts that were left out because an earlier entry is equal.</param>
public sealed record ReferenceManifest(
    string Format,
    string Name,
    Digest Source,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Models,
    long Rows,
    long Entries,
    long Words,
    long Repeated)
{
    /// <summary>The version that is written.</summary>
    public const string Current = "roundtable-references/2";
}
