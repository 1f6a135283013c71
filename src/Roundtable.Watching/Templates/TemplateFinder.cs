using Roundtable.Watching.Sketches;

namespace Roundtable.Watching.Templates;

/// <summary>
/// Finds the template of a prompt: of its shingles those that are frequent in the traffic and were not in the reference are its fixed part, and the smallest
/// hash among the most frequent of them (a MinHash of the fixed part) is its anchor, equal for prompts that differ in their slots alone.
/// </summary>
/// <param name="traffic">Shingles of the traffic.</param>
/// <param name="prompts">How many prompts the traffic has.</param>
/// <param name="reference">Shingles of the reference.</param>
/// <param name="referencePrompts">How many prompts the reference has.</param>
public sealed class TemplateFinder(CountMinSketch traffic, long prompts, CountMinSketch reference, long referencePrompts)
{
    /// <summary>A shingle in fewer prompts belongs to no template.</summary>
    public const int MinPrompts = 20;

    /// <summary>How many times as frequent as in the reference a shingle must be.</summary>
    private const double MinRise = 4;

    private readonly double _least = MinPrompts + (2 * traffic.Noise);
    private readonly List<ulong> _heavy = [];
    private readonly List<uint> _counts = [];

    /// <summary>Finds the anchor of a prompt.</summary>
    /// <param name="shingles">Its shingles, ascending.</param>
    /// <param name="heavy">Receives its frequent new shingles, ascending; valid until the next call.</param>
    /// <returns>Null where it has no template.</returns>
    public ulong? Find(ReadOnlySpan<ulong> shingles, out ReadOnlySpan<ulong> heavy)
    {
        _heavy.Clear();
        _counts.Clear();
        uint most = 0;
        foreach (var shingle in shingles)
        {
            var count = traffic.Count(shingle);
            if (count >= _least && IsNew(shingle, count))
            {
                _heavy.Add(shingle);
                _counts.Add(count);
                most = Math.Max(most, count);
            }
        }

        heavy = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_heavy);
        for (var i = 0; i < _heavy.Count; i++)
        {
            if (_counts[i] * 2L >= most)
            {
                return _heavy[i];
            }
        }

        return null;
    }

    private bool IsNew(ulong shingle, uint count)
    {
        var before = Math.Max(0, reference.Count(shingle) - (2 * reference.Noise));
        return referencePrompts == 0 || count * (double)referencePrompts >= MinRise * prompts * (before + 1);
    }
}
