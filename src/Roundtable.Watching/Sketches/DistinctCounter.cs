using System.Numerics;

namespace Roundtable.Watching.Sketches;

/// <summary>
/// How many different hashes came (HyperLogLog, Flajolet et al. 2007, with linear counting for few): 256 bytes, a standard error of 6.5 %, less for few. Two
/// of them merge into one of all.
/// </summary>
public sealed class DistinctCounter
{
    private const int Bits = 8;
    private const int Size = 1 << Bits;
    private const double Alpha = 0.7213 / (1 + (1.079 / Size));

    private readonly byte[] _registers = new byte[Size];

    /// <summary>The estimate.</summary>
    public double Count
    {
        get
        {
            var (sum, empty) = (0.0, 0);
            foreach (var register in _registers)
            {
                sum += Math.ScaleB(1, -register);
                empty += register == 0 ? 1 : 0;
            }

            var raw = Alpha * Size * Size / sum;
            return raw <= 2.5 * Size && empty > 0 ? Size * Math.Log((double)Size / empty) : raw;
        }
    }

    /// <summary>Adds a hash, evenly distributed.</summary>
    public void Add(ulong hash)
    {
        ref var register = ref _registers[(int)(hash >> (64 - Bits))];
        register = Math.Max(register, (byte)(BitOperations.LeadingZeroCount((hash << Bits) | (1UL << (Bits - 1))) + 1));
    }

    /// <summary>Adds all that another has seen.</summary>
    public void Merge(DistinctCounter other)
    {
        for (var i = 0; i < Size; i++)
        {
            _registers[i] = Math.Max(_registers[i], other._registers[i]);
        }
    }
}
