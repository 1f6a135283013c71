using System.Security.Cryptography;
using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Annotation.Gold;

/// <summary>What gold is drawn from: all items of a file or a run.</summary>
/// <param name="Digest">SHA-256 over a line for each item in the order of their ids, <c>id</c>, a tab, and the hexadecimal key of its text.</param>
/// <param name="Items">How many items there are.</param>
/// <param name="Texts">How many different texts they have. Texts are what is drawn.</param>
public sealed record GoldFrame(Digest Digest, int Items, int Texts)
{
    /// <summary>The frame of some items, in any order.</summary>
    /// <exception cref="FormatException">When two items have the same id.</exception>
    public static GoldFrame Of(IReadOnlyList<FrameItem> items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        FrameItem? before = null;
        foreach (var item in items.OrderBy(i => i.Id, StringComparer.Ordinal))
        {
            if (item.Id == before?.Id)
            {
                throw new FormatException($"Two items have the id '{item.Id}'.");
            }

            hash.AppendData(Encoding.UTF8.GetBytes($"{item.Id}\t{item.Text}\n"));
            before = item;
        }

        return new GoldFrame(new Digest(hash.GetHashAndReset()), items.Count, items.Select(i => i.Text).Distinct().Count());
    }
}
