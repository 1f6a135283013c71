using System.Collections;
using System.Numerics;

namespace Roundtable.Watching.Traffic;

/// <summary>Which words something has, as <see cref="PromptFeatures.Buckets"/> tell them apart: 128 bytes.</summary>
public sealed class WordSet : IEnumerable<int>
{
    private readonly ulong[] _bits = new ulong[PromptFeatures.BucketCount / 64];

    /// <summary>The words of a prompt.</summary>
    public WordSet(PromptFeatures prompt)
    {
        foreach (var bucket in prompt.Buckets)
        {
            _bits[bucket >> 6] |= 1UL << (bucket & 63);
        }
    }

    /// <summary>Words by their numbers.</summary>
    public WordSet(IEnumerable<int> words)
    {
        foreach (var word in words)
        {
            _bits[word >> 6] |= 1UL << (word & 63);
        }
    }

    /// <summary>Whether a word is in it.</summary>
    public bool Contains(int word) => (_bits[word >> 6] & (1UL << (word & 63))) != 0;

    /// <summary>The words, ascending, without those of another set.</summary>
    public IEnumerable<int> Without(WordSet? other)
    {
        for (var i = 0; i < _bits.Length; i++)
        {
            for (var left = _bits[i] & ~(other?._bits[i] ?? 0); left != 0; left &= left - 1)
            {
                yield return (i << 6) + BitOperations.TrailingZeroCount(left);
            }
        }
    }

    /// <summary>Writes it.</summary>
    internal void Write(BinaryWriter to)
    {
        foreach (var bits in _bits)
        {
            to.Write(bits);
        }
    }

    /// <summary>Reads one.</summary>
    internal static WordSet Read(BinaryReader from)
    {
        var set = new WordSet([]);
        for (var i = 0; i < set._bits.Length; i++)
        {
            set._bits[i] = from.ReadUInt64();
        }

        return set;
    }

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => Without(null).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
