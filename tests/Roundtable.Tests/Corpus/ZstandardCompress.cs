using System.Runtime.InteropServices;

namespace Roundtable.Tests.Corpus;

/// <summary>Packs, which the program never does.</summary>
internal static unsafe partial class ZstandardCompress
{
    [LibraryImport("libzstd.so.1", EntryPoint = "ZSTD_compress")]
    public static partial nuint Compress(byte* target, nuint capacity, byte* source, nuint size, int level);
}
