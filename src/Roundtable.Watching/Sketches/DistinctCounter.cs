using System.Numerics;
using Roundtable.Watching.Storage;

namespace Roundtable.Watching.Sketches;

/// <summary>
/// How many different hashes came (HyperLogLog, Flajolet et al. 2007, with linear counting for few): a byte a register and a standard error of 1.04 divided by
/// the root of their number, less for few. Two of the same size merge into one of all.
/// </summary>
/// <param name="bits">The number of registers as a power of two: 8 (256 bytes, 6.5 %) to 14.</param>
public sealed class DistinctCounter(int bits = DistinctCounter.CoarseBits)
{
    /// <summary>Registers where an order of magnitude is enough: 256 bytes, 6.5 %.</summary>
    public const int CoarseBits = 8;

    /// <summary>Registers where shares are told of a count: 2,048 bytes, 2.3 %.</summary>
    public const int FineBits = 11;

    private readonly byte[] _registers = bits is >= 8 and <= 14 ? new byte[1 << bits] : throw new ArgumentOutOfRangeException(nameof(bits));

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

            double size = _registers.Length;
            var raw = 0.7213 / (1 + (1.079 / size)) * size * size / sum;
            return raw <= 2.5 * size && empty > 0 ? size * Math.Log(size / empty) : raw;
        }
    }

    /// <summary>Adds a hash, evenly distributed.</summary>
    public void Add(ulong hash)
    {
        ref var register = ref _registers[(int)(hash >> (64 - bits))];
        register = Math.Max(register, (byte)(BitOperations.LeadingZeroCount((hash << bits) | (1UL << (bits - 1))) + 1));
    }

    /// <summary>Writes it.</summary>
    internal void Write(BinaryWriter to)
    {
        to.WriteNumber(bits);
        to.Write(_registers);
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="InvalidDataException">When it is none, or has another size.</exception>
    internal static DistinctCounter Read(BinaryReader from, int bits)
    {
        var counter = new DistinctCounter(from.ReadNumber() == bits ? bits : throw StateBytes.Malformed("the size of a counter"));
        from.BaseStream.ReadExactly(counter._registers);
        return counter._registers.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)(65 - bits)) ? throw StateBytes.Malformed("a register") : counter;
    }

    /// <summary>Adds all that another of the same size has seen.</summary>
    /// <exception cref="ArgumentException">When its size differs.</exception>
    public void Merge(DistinctCounter other)
    {
        if (other._registers.Length != _registers.Length)
        {
            throw new ArgumentException("Counters of different sizes cannot be merged.", nameof(other));
        }

        for (var i = 0; i < _registers.Length; i++)
        {
            _registers[i] = Math.Max(_registers[i], other._registers[i]);
        }
    }
}
