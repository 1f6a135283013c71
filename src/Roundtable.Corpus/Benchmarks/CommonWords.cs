using System.Numerics;
using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Benchmarks;

/// <summary>The longest common subsequence of two texts' words, by the bit-parallel algorithm of Hyyrö (2004). One instance is reused.</summary>
internal sealed class CommonWords
{
    private readonly Dictionary<ulong, int> _rows = [];
    private ulong[] _masks = [];
    private ulong[] _state = [];

    /// <summary>The number of words that stand in both texts in the same order.</summary>
    public int Count(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var width = (one.Length + 63) / 64;
        Prepare(one, width);
        var state = _state.AsSpan(0, width);
        state.Fill(ulong.MaxValue);
        foreach (var word in other)
        {
            if (!_rows.TryGetValue(word, out var row))
            {
                continue;
            }

            var carry = 0UL;
            for (var i = 0; i < width; i++)
            {
                var (before, mask) = (state[i], _masks[(row * width) + i]);
                var sum = (UInt128)before + (before & mask) + carry;
                carry = (ulong)(sum >> 64);
                state[i] = (ulong)sum | (before & ~mask);
            }
        }

        var common = 0;
        for (var i = 0; i < width; i++)
        {
            var used = i == width - 1 && one.Length % 64 != 0 ? (1UL << (one.Length % 64)) - 1 : ulong.MaxValue;
            common += BitOperations.PopCount(~state[i] & used);
        }

        return common;
    }

    private void Prepare(ReadOnlySpan<ulong> one, int width)
    {
        _rows.Clear();
        if (_state.Length < width)
        {
            _state = new ulong[width];
        }

        if (_masks.Length < one.Length * width)
        {
            _masks = new ulong[one.Length * width];
        }

        _masks.AsSpan(0, one.Length * width).Clear();
        for (var i = 0; i < one.Length; i++)
        {
            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, one[i], out var isKnown);
            row = isKnown ? row : _rows.Count - 1;
            _masks[(row * width) + (i / 64)] |= 1UL << (i % 64);
        }
    }
}
