using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Roundtable.Tests.Record.Checkpoints;

/// <summary>
/// Ed25519 as the RFC writes it (RFC 8032, section 5.1), over .NET's whole numbers: a referee for libsodium, and the forge of signatures that no honest
/// signer makes. Slow, and not constant-time.
/// </summary>
internal static class PlainEd25519
{
    /// <summary>Bytes of a public key, and of the seed that a private key is made from.</summary>
    public const int KeyLength = 32;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureLength = 64;

    public static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    public static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
    private static readonly BigInteger _d = Modulo(-121665 * Inverse(121666));
    private static readonly BigInteger _rootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point _base = Decode(Encode(Modulo(4 * Inverse(5)), odd: false))!.Value;
    public static readonly Point Neutral = new(0, 1, 1, 0);
    private static readonly Lazy<Point[]> _basePowers = new(BasePowers);

    /// <summary>The public key of a seed.</summary>
    /// <param name="seed">32 secret bytes.</param>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed) => Encode(MultiplyBase(Scalar(SHA512.HashData(seed).AsSpan(0, KeyLength))));

    /// <summary>Signs a message.</summary>
    /// <param name="seed">32 secret bytes.</param>
    /// <param name="publicKey">The seed's public key.</param>
    /// <param name="message">What is signed.</param>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message)
    {
        var hash = SHA512.HashData(seed);
        var secret = Scalar(hash.AsSpan(0, KeyLength));
        var nonce = Number(SHA512.HashData([.. hash.AsSpan(KeyLength), .. message])) % Order;
        var commitment = Encode(MultiplyBase(nonce));
        var response = (nonce + (Challenge(commitment, publicKey, message) * secret)) % Order;
        return [.. commitment, .. Bytes(response)];
    }

    /// <summary>Whether a signature is the key's over the message; false for anything malformed.</summary>
    /// <param name="publicKey">32 bytes.</param>
    /// <param name="message">What was signed.</param>
    /// <param name="signature">64 bytes.</param>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength || publicKey.Length != KeyLength || Decode(publicKey) is not { } key)
        {
            return false;
        }

        var commitment = signature[..KeyLength];
        var response = Number(signature[KeyLength..]);
        if (response >= Order)
        {
            return false; // a second signature could be made of the first otherwise
        }

        var challenge = Challenge(commitment, publicKey, message);
        var expected = Add(MultiplyBase(response), Multiply(challenge, Negate(key)));
        return commitment.SequenceEqual(Encode(expected));
    }

    public static BigInteger Challenge(ReadOnlySpan<byte> commitment, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message) =>
        Number(SHA512.HashData([.. commitment, .. publicKey, .. message])) % Order;

    /// <summary>The secret scalar: the first half of the hash, three low bits cleared, the highest two set as the RFC says.</summary>
    public static BigInteger Scalar(Span<byte> half)
    {
        half[0] &= 248;
        half[31] &= 127;
        half[31] |= 64;
        return Number(half);
    }

    /// <summary>Extended homogeneous coordinates: x = X/Z, y = Y/Z, x·y = T/Z.</summary>
    public readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);

    public static Point Add(Point a, Point b)
    {
        var (s, t) = (Modulo((a.Y - a.X) * (b.Y - b.X)), Modulo((a.Y + a.X) * (b.Y + b.X)));
        var (u, v) = (Modulo(2 * a.T * b.T * _d), Modulo(2 * a.Z * b.Z));
        var (e, f, g, h) = (t - s, v - u, v + u, t + s);
        return new Point(Modulo(e * f), Modulo(g * h), Modulo(f * g), Modulo(e * h));
    }

    private static Point Negate(Point a) => new(Modulo(-a.X), a.Y, a.Z, Modulo(-a.T));

    /// <summary>The base point times a scalar below 2^256: its doublings are always the same and kept.</summary>
    public static Point MultiplyBase(BigInteger scalar)
    {
        var sum = Neutral;
        foreach (var power in _basePowers.Value)
        {
            if (!scalar.IsEven)
            {
                sum = Add(sum, power);
            }

            scalar >>= 1;
        }

        return sum;
    }

    private static Point[] BasePowers()
    {
        var powers = new Point[8 * KeyLength];
        powers[0] = _base;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = Add(powers[i - 1], powers[i - 1]);
        }

        return powers;
    }

    public static Point Multiply(BigInteger scalar, Point point)
    {
        var sum = Neutral;
        for (; scalar > 0; scalar >>= 1)
        {
            if (!scalar.IsEven)
            {
                sum = Add(sum, point);
            }

            point = Add(point, point);
        }

        return sum;
    }

    public static byte[] Encode(Point point)
    {
        var inverse = Inverse(point.Z);
        return Encode(Modulo(point.Y * inverse), odd: !Modulo(point.X * inverse).IsEven);
    }

    private static byte[] Encode(BigInteger y, bool odd)
    {
        var bytes = Bytes(y);
        bytes[31] |= (byte)(odd ? 0x80 : 0);
        return bytes;
    }

    /// <summary>RFC 8032, section 5.1.3; null for bytes that are no point of the curve, or not in their one form.</summary>
    public static Point? Decode(ReadOnlySpan<byte> bytes)
    {
        Span<byte> low = stackalloc byte[KeyLength];
        bytes.CopyTo(low);
        var odd = (low[31] & 0x80) != 0;
        low[31] &= 0x7F;
        var y = Number(low);
        if (y >= P)
        {
            return null;
        }

        var square = Modulo((y * y) - 1) * Inverse(Modulo((_d * y * y) + 1)) % P;
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        x = Modulo((x * x) - square) == 0 ? x : x * _rootOfMinusOne % P;
        if (Modulo((x * x) - square) != 0 || (x == 0 && odd))
        {
            return null;
        }

        x = x.IsEven == odd ? P - x : x;
        return new Point(x, y, 1, x * y % P);
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, P - 2, P);

    private static BigInteger Modulo(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    public static BigInteger Number(ReadOnlySpan<byte> littleEndian) => new(littleEndian, isUnsigned: true);

    public static byte[] Bytes(BigInteger value)
    {
        var bytes = new byte[KeyLength];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }
}
