using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>The calls of zlib that unpack a stream. .NET's own GZipStream takes a file that was cut for a whole one.</summary>
internal static unsafe partial class GzipLibrary
{
    public const int Ok = 0;
    public const int End = 1;
    public const int NoProgress = -5;

    private const string Name = "libz.so.1";

    // Windows of 32 KiB, with the header and trailer of gzip.
    private const int GzipWindow = 15 + 16;

    [StructLayout(LayoutKind.Sequential)]
    public struct State
    {
        public byte* NextIn;
        public uint AvailableIn;
        public nuint TotalIn;
        public byte* NextOut;
        public uint AvailableOut;
        public nuint TotalOut;
        public nint Message;
        public nint Internal;
        public nint Allocate;
        public nint Free;
        public nint Opaque;
        public int DataType;
        public nuint Checksum;
        public nuint Reserved;
    }

    /// <summary>Begins to unpack gzip.</summary>
    public static int Begin(State* state) => Begin(state, GzipWindow, "1.2.11", sizeof(State));

    [LibraryImport(Name, EntryPoint = "inflateInit2_", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Begin(State* state, int window, string version, int size);

    [LibraryImport(Name, EntryPoint = "inflate")]
    public static partial int Unpack(State* state, int flush);

    [LibraryImport(Name, EntryPoint = "inflateReset")]
    public static partial int Reset(State* state);

    [LibraryImport(Name, EntryPoint = "inflateEnd")]
    public static partial int Free(State* state);
}
