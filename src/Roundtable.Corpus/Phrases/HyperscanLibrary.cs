using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Phrases;

/// <summary>The calls of libhs (Hyperscan, Vectorscan) that find many literals at once.</summary>
internal static unsafe partial class HyperscanLibrary
{
    public const int Success = 0;
    public const uint Caseless = 1;
    public const uint Block = 1;

    private const string Name = "libhs.so.5";

    /// <summary>Whether the library is on this machine.</summary>
    public static bool IsPresent { get; } = NativeLibrary.TryLoad(Name, typeof(HyperscanLibrary).Assembly, null, out _);

    [LibraryImport(Name, EntryPoint = "hs_compile_lit_multi")]
    public static partial int CompileLiterals(byte** literals, uint* flags, uint* ids, nuint* lengths, uint count, uint mode, nint platform, out nint database, out nint error);

    [LibraryImport(Name, EntryPoint = "hs_free_compile_error")]
    public static partial int FreeError(nint error);

    [LibraryImport(Name, EntryPoint = "hs_alloc_scratch")]
    public static partial int AllocateScratch(nint database, ref nint scratch);

    [LibraryImport(Name, EntryPoint = "hs_free_scratch")]
    public static partial int FreeScratch(nint scratch);

    [LibraryImport(Name, EntryPoint = "hs_free_database")]
    public static partial int FreeDatabase(nint database);

    [LibraryImport(Name, EntryPoint = "hs_scan")]
    public static partial int Scan(nint database, byte* data, uint length, uint flags, nint scratch, delegate* unmanaged<uint, ulong, ulong, uint, void*, int> found, void* context);
}
