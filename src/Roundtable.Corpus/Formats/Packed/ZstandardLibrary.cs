using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>The calls of libzstd that unpack a stream, and one that packs.</summary>
internal static partial class ZstandardLibrary
{
    private const string Name = "libzstd.so.1";
    private const int Level = 3;

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

    /// <summary>Whether the library has the calls for unpacking block by block: they are not part of what it promises to keep.</summary>
    public static bool HasBlocks() =>
        NativeLibrary.TryLoad(Name, out var library)
        && Array.TrueForAll(["ZSTD_decompressBegin", "ZSTD_nextSrcSizeToDecompress", "ZSTD_decompressContinue", "ZSTD_insertBlock"], name => NativeLibrary.TryGetExport(library, name, out _));

    [LibraryImport(Name, EntryPoint = "ZSTD_decompressBegin")]
    public static partial nuint Begin(nint context);

    [LibraryImport(Name, EntryPoint = "ZSTD_nextSrcSizeToDecompress")]
    public static partial nuint NextSize(nint context);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompressContinue")]
    public static unsafe partial nuint Continue(nint context, byte* target, nuint capacity, byte* source, nuint size);

    [LibraryImport(Name, EntryPoint = "ZSTD_insertBlock")]
    public static unsafe partial nuint Insert(nint context, byte* block, nuint size);

    [LibraryImport(Name, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint code);

    [LibraryImport(Name, EntryPoint = "ZSTD_getErrorName")]
    public static partial nint ErrorName(nuint code);

    [LibraryImport(Name, EntryPoint = "ZSTD_decompress")]
    public static unsafe partial nuint UnpackWhole(byte* target, nuint capacity, byte* source, nuint size);

    /// <summary>Packs bytes as one frame.</summary>
    /// <exception cref="InvalidOperationException">The library refuses.</exception>
    public static unsafe byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        var target = new byte[(int)Bound((nuint)bytes.Length)];
        fixed (byte* from = bytes, to = target)
        {
            var size = Pack(to, (nuint)target.Length, from, (nuint)bytes.Length, Level);
            return IsError(size) == 0 ? target[..(int)size] : throw new InvalidOperationException(Marshal.PtrToStringUTF8(ErrorName(size)));
        }
    }

    [LibraryImport(Name, EntryPoint = "ZSTD_compressBound")]
    private static partial nuint Bound(nuint size);

    [LibraryImport(Name, EntryPoint = "ZSTD_compress")]
    private static unsafe partial nuint Pack(byte* target, nuint capacity, byte* source, nuint size, int level);
}
