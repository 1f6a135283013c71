using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>
/// The functions of libzstd that unpack block by block. The package ZstdNet contains the library for each platform; the package's own classes unpack through a
/// window inside the library, out of which every byte is copied.
/// </summary>
internal static partial class ZstandardLibrary
{
    private const string Name = "libzstd";
    private const int Level = 3;

    /// <summary>Creates a context for unpacking.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_createDCtx")]
    public static partial nint Create();

    /// <summary>Frees a context.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint Free(nint context);

    /// <summary>Begins a frame.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_decompressBegin")]
    public static partial nuint Begin(nint context);

    /// <summary>The number of packed bytes that <see cref="Continue"/> needs next; 0 at the end of a frame.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_nextSrcSizeToDecompress")]
    public static partial nuint NextSize(nint context);

    /// <summary>Reads a header, or unpacks a block.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_decompressContinue")]
    public static unsafe partial nuint Continue(nint context, byte* target, nuint capacity, byte* source, nuint size);

    /// <summary>Sets the address of previously unpacked bytes.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_insertBlock")]
    public static unsafe partial nuint Insert(nint context, byte* block, nuint size);

    /// <summary>Unpacks what fits of what is there, through a window inside the library.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Flow(nint context, ref Buffer output, ref Buffer input);

    /// <summary>Whether a result is an error code.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint code);

    /// <summary>The name of an error code.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_getErrorName")]
    public static partial nint ErrorName(nuint code);

    /// <summary>Unpacks complete frames.</summary>
    [LibraryImport(Name, EntryPoint = "ZSTD_decompress")]
    public static unsafe partial nuint UnpackWhole(byte* target, nuint capacity, byte* source, nuint size);

    /// <summary>Packs bytes as one frame.</summary>
    /// <exception cref="InvalidOperationException">The library reports an error.</exception>
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

    /// <summary>Bytes and how many of them are used: <c>ZSTD_inBuffer</c> and <c>ZSTD_outBuffer</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Buffer
    {
        /// <summary>The first byte.</summary>
        public byte* Bytes;

        /// <summary>How many there are.</summary>
        public nuint Size;

        /// <summary>How many were read or written.</summary>
        public nuint Position;
    }
}
