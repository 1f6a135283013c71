using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Matches;

/// <summary>XXH3 (libxxhash): fast hashes that tell equal texts; they prove nothing to anybody.</summary>
internal static unsafe partial class XxHash
{
    private const string Name = "libxxhash.so.0";

    /// <summary>The 128-bit hash of bytes.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            var hash = Hash128(first, (nuint)bytes.Length);
            return new UInt128(hash.High, hash.Low);
        }
    }

    [LibraryImport(Name, EntryPoint = "XXH3_128bits")]
    [SuppressGCTransition]
    private static partial Pair Hash128(byte* bytes, nuint length);

    [StructLayout(LayoutKind.Sequential)]
    private struct Pair
    {
        public ulong Low;
        public ulong High;
    }
}
