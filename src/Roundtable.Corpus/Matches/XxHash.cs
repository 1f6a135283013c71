using System.IO.Hashing;

namespace Roundtable.Corpus.Matches;

/// <summary>XXH3: fast hashes that identify equal texts; they are not cryptographic.</summary>
internal static class XxHash
{
    /// <summary>The 128-bit hash of bytes (XXH3_128bits without a seed).</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes) => XxHash128.HashToUInt128(bytes);
}
