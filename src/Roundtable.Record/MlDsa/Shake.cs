using System.Numerics;

namespace Roundtable.Record.MlDsa;

/// <summary>
/// SHAKE128 and SHAKE256 (FIPS 202, section 6.2), read piece by piece. .NET has them only where the operating system does, and cannot read in pieces where
/// that is OpenSSL 3.0.
/// </summary>
internal sealed class Shake
{
    /// <summary>Bytes that SHAKE128 takes and gives at once.</summary>
    public const int Rate128 = 168;

    /// <summary>Bytes that SHAKE256 takes and gives at once.</summary>
    public const int Rate256 = 136;

    private const int Rounds = 24;
    private const int LaneBytes = sizeof(ulong);
    private const byte Suffix = 0x1F;

    private static readonly ulong[] _constants = Constants();
    private static readonly int[] _rotations = Rotations();

    private readonly ulong[] _state = new ulong[25];
    private readonly int _rate;
    private int _at;
    private bool _isReading;

    /// <summary>An empty sponge.</summary>
    /// <param name="rate"><see cref="Rate128"/> or <see cref="Rate256"/>.</param>
    public Shake(int rate) => _rate = rate;

    /// <summary>Takes bytes; only before the first are read.</summary>
    public Shake Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            Toggle(_at++, b);
            if (_at == _rate)
            {
                Permute();
                _at = 0;
            }
        }

        return this;
    }

    /// <summary>Gives the next bytes.</summary>
    public void Read(Span<byte> bytes)
    {
        if (!_isReading)
        {
            Toggle(_at, Suffix);
            Toggle(_rate - 1, 0x80);
            (_at, _isReading) = (_rate, true);
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            if (_at == _rate)
            {
                Permute();
                _at = 0;
            }

            bytes[i] = (byte)(_state[_at / LaneBytes] >> (8 * (_at % LaneBytes)));
            _at++;
        }
    }

    /// <summary>The next bytes.</summary>
    public byte[] Read(int count)
    {
        var bytes = new byte[count];
        Read(bytes);
        return bytes;
    }

    private void Toggle(int at, byte value) => _state[at / LaneBytes] ^= (ulong)value << (8 * (at % LaneBytes));

    /// <summary>Keccak-f[1600] (FIPS 202, section 3.3); the lane of column x and row y is at x + 5y.</summary>
    private void Permute()
    {
        Span<ulong> columns = stackalloc ulong[5];
        Span<ulong> moved = stackalloc ulong[25];
        var a = _state;
        for (var round = 0; round < Rounds; round++)
        {
            for (var x = 0; x < 5; x++)
            {
                columns[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            }

            for (var x = 0; x < 5; x++)
            {
                var change = columns[(x + 4) % 5] ^ BitOperations.RotateLeft(columns[(x + 1) % 5], 1);
                for (var y = 0; y < 5; y++)
                {
                    moved[y + (5 * (((2 * x) + (3 * y)) % 5))] = BitOperations.RotateLeft(a[x + (5 * y)] ^ change, _rotations[x + (5 * y)]);
                }
            }

            for (var lane = 0; lane < moved.Length; lane++)
            {
                var row = lane / 5 * 5;
                a[lane] = moved[lane] ^ (~moved[row + ((lane + 1) % 5)] & moved[row + ((lane + 2) % 5)]);
            }

            a[0] ^= _constants[round];
        }
    }

    /// <summary>Offsets of step ρ (FIPS 202, section 3.2.2).</summary>
    private static int[] Rotations()
    {
        var rotations = new int[25];
        var (x, y) = (1, 0);
        for (var t = 0; t < 24; t++)
        {
            rotations[x + (5 * y)] = (t + 1) * (t + 2) / 2 % 64;
            (x, y) = (y, ((2 * x) + (3 * y)) % 5);
        }

        return rotations;
    }

    /// <summary>Round constants of step ι, by the shift register that defines them (FIPS 202, section 3.2.5).</summary>
    private static ulong[] Constants()
    {
        var constants = new ulong[Rounds];
        var register = 1;
        for (var round = 0; round < Rounds; round++)
        {
            for (var j = 0; j <= 6; j++)
            {
                constants[round] |= (ulong)(register & 1) << ((1 << j) - 1);
                register <<= 1;
                register ^= (register >> 8) * 0x171;
            }
        }

        return constants;
    }
}
