using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace Roundtable.Record.Merkle;

/// <summary>
/// SHA-256 (FIPS 180-4) of short inputs. On Linux it is asked of the OpenSSL library that .NET itself uses, past its layer of providers, which takes six times
/// as long as hashing 64 bytes does; everywhere else, and where the system is in FIPS mode, .NET's own is used. The result is the same.
/// </summary>
public static unsafe class Sha256
{
    private const string Library = "libcrypto.so.3";
    private const string FipsMode = "/proc/sys/crypto/fips_enabled";

    /// <summary>Longer inputs are worth the way through .NET, which lets the garbage collector interrupt it.</summary>
    private const int MaxDirect = 4096;

    /// <summary>Size of OpenSSL's SHA256_CTX in bytes, and some room: it is 112.</summary>
    private const int ContextLength = 160;

    private const int FeatureLeaf = 7;
    private const int ShaFeature = 1 << 29;

    private static readonly delegate* unmanaged[SuppressGCTransition]<byte*, int> _init;
    private static readonly delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nuint, int> _update;
    private static readonly delegate* unmanaged[SuppressGCTransition]<byte*, byte*, int> _final;
    private static readonly bool _isDirect;
    private static readonly bool _hasInstructions = X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= FeatureLeaf
        && (X86Base.CpuId(FeatureLeaf, 0).Ebx & ShaFeature) != 0;

#pragma warning disable CA1810 // The three addresses are found together, and tried before they are used.
    static Sha256()
#pragma warning restore CA1810
    {
        if (!OperatingSystem.IsLinux() || IsInFipsMode() || !NativeLibrary.TryLoad(Library, out var library)
            || !NativeLibrary.TryGetExport(library, "SHA256_Init", out var init)
            || !NativeLibrary.TryGetExport(library, "SHA256_Update", out var update)
            || !NativeLibrary.TryGetExport(library, "SHA256_Final", out var final))
        {
            return;
        }

        _init = (delegate* unmanaged[SuppressGCTransition]<byte*, int>)init;
        _update = (delegate* unmanaged[SuppressGCTransition]<byte*, byte*, nuint, int>)update;
        _final = (delegate* unmanaged[SuppressGCTransition]<byte*, byte*, int>)final;
        Span<byte> tried = stackalloc byte[SHA256.HashSizeInBytes];
        _isDirect = TryHash("abc"u8, tried) && tried.SequenceEqual(SHA256.HashData("abc"u8));
    }

    /// <summary>Whether a call of <see cref="Hash"/> for a short input costs little more than the processor's own instructions for SHA-256 (SHA-NI).</summary>
    internal static bool IsByInstructions => _isDirect && _hasInstructions;

    /// <summary>Hashes.</summary>
    /// <param name="input">The input.</param>
    /// <param name="destination">Receives 32 bytes.</param>
    /// <exception cref="ArgumentException">When the destination is shorter.</exception>
    public static void Hash(ReadOnlySpan<byte> input, Span<byte> destination)
    {
        if (!_isDirect || input.Length > MaxDirect || destination.Length < SHA256.HashSizeInBytes || !TryHash(input, destination))
        {
            SHA256.HashData(input, destination);
        }
    }

    private static bool TryHash(ReadOnlySpan<byte> input, Span<byte> destination)
    {
        var context = stackalloc byte[ContextLength];
        fixed (byte* bytes = input, hash = destination)
        {
            return _init(context) == 1 && (input.IsEmpty || _update(context, bytes, (nuint)input.Length) == 1) && _final(hash, context) == 1;
        }
    }

    private static bool IsInFipsMode()
    {
        try
        {
            return File.Exists(FipsMode) && File.ReadAllText(FipsMode).StartsWith('1');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
