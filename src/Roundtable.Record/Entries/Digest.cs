using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Roundtable.Record.Merkle;

namespace Roundtable.Record.Entries;

/// <summary>A SHA-256 digest (FIPS 180-4): 32 bytes, formatted as 64 lower-case hexadecimal digits.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Digest : IEquatable<Digest>, IParsable<Digest>
{
    /// <summary>The length of a digest in bytes.</summary>
    public const int Length = 32;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <summary>Creates a digest from its 32 bytes.</summary>
    /// <exception cref="ArgumentException">When <paramref name="bytes"/> is not exactly 32 bytes long.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"A digest has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        }

        this = MemoryMarshal.Read<Digest>(bytes);
    }

    /// <summary>The digest of <paramref name="content"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Sha256.Hash(content, bytes);
        return new Digest(bytes);
    }

    /// <summary>Copies the 32 bytes to the start of <paramref name="destination"/>.</summary>
    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    /// <summary>The 32 bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Parses 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">When <paramref name="s"/> is anything else.</exception>
    public static Digest Parse(string s) => Parse(s, null);

    /// <summary>Parses 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">When <paramref name="s"/> is anything else.</exception>
    public static Digest Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var digest)
            ? digest
            : throw new FormatException($"'{s}' is not a SHA-256 digest: 64 hexadecimal digits are expected.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Digest result)
    {
        result = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (s is not { Length: 2 * Length } || Convert.FromHexString(s, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        result = new Digest(bytes);
        return true;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <inheritdoc/>
    public bool Equals(Digest other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _a.GetHashCode();

    /// <summary>Whether both digests have the same 32 bytes.</summary>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Whether the digests differ in any byte.</summary>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);
}
