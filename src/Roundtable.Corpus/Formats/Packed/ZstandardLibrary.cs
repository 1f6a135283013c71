using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>The calls of libzstd that unpack a stream.</summary>
internal static partial class ZstandardLibrary
{
    private const string Name = "libzstd.so.1";

    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        public nint Bytes;
        public nuint Size;
        public nuint Position;
    }

    [LibraryImport(Name, EntryPoint = "ZSTD_createDCtx")]
    public static partial nint Create();

    [LibraryImport(Name, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint Free(nint context);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Unpack(nint context, ref Buffer output, ref Buffer input);

    [LibraryImport(Name, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint code);

    [LibraryImport(Name, EntryPoint = "ZSTD_getErrorName")]
    public static partial nint ErrorName(nuint code);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompress")]
    public static unsafe partial nuint UnpackWhole(byte* target, nuint capacity, byte* source, nuint size);
}
