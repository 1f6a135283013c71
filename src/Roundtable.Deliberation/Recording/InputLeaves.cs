using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Recording;

/// <summary>What a leaf was made of, as the leaf names it.</summary>
public static class InputLeaves
{
    /// <summary>
    /// The leaves of receipts, each once and in order. None where there are more than a leaf can name: its document names them then.
    /// </summary>
    public static IReadOnlyList<long> Of(IEnumerable<Receipt> receipts)
    {
        var leaves = receipts.Select(r => r.Leaf).Distinct().Order().ToList();
        return leaves.Count <= Leaf.MaxInputs ? leaves : [];
    }
}
