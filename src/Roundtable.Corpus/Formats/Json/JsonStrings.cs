using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Finds, validates and unescapes the contents of JSON strings.</summary>
internal static class JsonStrings
{
    /// <summary>Unescapes the string whose opening quotation mark was just read.</summary>
    /// <param name="json">The bytes after the quotation mark.</param>
    /// <param name="target">The destination: as long as <paramref name="json"/>.</param>
    /// <param name="written">The length of the text in bytes.</param>
    /// <param name="ascii">Whether all of it is ASCII; otherwise the caller still has to validate the UTF-8.</param>
    /// <param name="fault">Why it is not a valid string.</param>
    /// <returns>The number of bytes read, the closing quotation mark included; the position of the fault if there is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Unescape(ReadOnlySpan<byte> json, Span<byte> target, out int written, out bool ascii, out JsonFault fault)
    {
        ref var source = ref MemoryMarshal.GetReference(json);
        ref var goal = ref MemoryMarshal.GetReference(target);
        var (at, to) = (0, 0);
        ulong high = 0;
        fault = JsonFault.None;
        while (true)
        {
            int stop;
            if (at + 64 <= json.Length)
            {
                var special = Copy(ref Unsafe.Add(ref source, at), ref Unsafe.Add(ref goal, to), out var highs);
                if (special == 0)
                {
                    high |= highs;
                    at += 64;
                    to += 64;
                    continue;
                }

                stop = BitOperations.TrailingZeroCount(special);
                high |= highs & (special ^ (special - 1));
            }
            else
            {
                stop = StopIn(json[at..], target[to..], ref high);
                if (stop < 0)
                {
                    fault = JsonFault.Cut;
                    (written, ascii) = (0, false);
                    return json.Length;
                }
            }

            at += stop;
            to += stop;
            var b = json[at];
            if (b == (byte)'"')
            {
                written = to;
                ascii = high == 0;
                return at + 1;
            }

            if (b != (byte)'\\')
            {
                fault = JsonFault.Control;
            }
            else
            {
                at += JsonEscapes.Read(json[at..], target[to..], out var bytes, out fault);
                to += bytes;
                high |= bytes > 1 ? 1UL : 0;
            }

            if (fault != JsonFault.None)
            {
                (written, ascii) = (0, false);
                return at;
            }
        }
    }

    /// <summary>Skips the string whose opening quotation mark was just read, with the same validation.</summary>
    /// <returns>The number of bytes read, the closing quotation mark included; the position of the fault if there is one.</returns>
    public static int Skip(ReadOnlySpan<byte> json, out bool plain, out JsonFault fault)
    {
        var at = 0;
        plain = true;
        fault = JsonFault.None;
        Span<byte> escaped = stackalloc byte[4];
        while (true)
        {
            var stop = IndexOfSpecial(json[at..]);
            if (stop < 0)
            {
                fault = JsonFault.Cut;
                return json.Length;
            }

            at += stop;
            if (json[at] == (byte)'"')
            {
                if (!Utf8.IsValid(json[..at]))
                {
                    fault = JsonFault.Encoding;
                    return FirstNotUtf8(json[..at]);
                }

                return at + 1;
            }

            if (json[at] != (byte)'\\')
            {
                fault = JsonFault.Control;
                return at;
            }

            plain = false;
            at += JsonEscapes.Read(json[at..], escaped, out _, out fault);
            if (fault != JsonFault.None)
            {
                return at;
            }
        }
    }

    /// <summary>The position of the first byte that is not valid UTF-8.</summary>
    public static int FirstNotUtf8(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    /// <summary>Copies 64 bytes; returns one bit for each that ends, escapes or invalidates a string, and one for each that is not ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Copy(ref byte source, ref byte goal, out ulong high)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var part = Vector512.LoadUnsafe(ref source);
            part.StoreUnsafe(ref goal);
            high = part.ExtractMostSignificantBits();
            return Specials(part).ExtractMostSignificantBits();
        }

        var (low, upper) = (Vector256.LoadUnsafe(ref source), Vector256.LoadUnsafe(ref source, 32));
        low.StoreUnsafe(ref goal);
        upper.StoreUnsafe(ref goal, 32);
        high = low.ExtractMostSignificantBits() | ((ulong)upper.ExtractMostSignificantBits() << 32);
        return Specials(low).ExtractMostSignificantBits() | ((ulong)Specials(upper).ExtractMostSignificantBits() << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Specials(ref byte source) => Vector512.IsHardwareAccelerated
        ? Specials(Vector512.LoadUnsafe(ref source)).ExtractMostSignificantBits()
        : Specials(Vector256.LoadUnsafe(ref source)).ExtractMostSignificantBits()
            | ((ulong)Specials(Vector256.LoadUnsafe(ref source, 32)).ExtractMostSignificantBits() << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Specials(Vector512<byte> part) =>
        Vector512.Equals(part, Vector512.Create((byte)'"'))
        | Vector512.Equals(part, Vector512.Create((byte)'\\'))
        | Vector512.LessThan(part, Vector512.Create((byte)0x20));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Specials(Vector256<byte> part) =>
        Vector256.Equals(part, Vector256.Create((byte)'"'))
        | Vector256.Equals(part, Vector256.Create((byte)'\\'))
        | Vector256.LessThan(part, Vector256.Create((byte)0x20));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int IndexOfSpecial(ReadOnlySpan<byte> json)
    {
        var at = 0;
        ref var source = ref MemoryMarshal.GetReference(json);
        for (; at + 64 <= json.Length; at += 64)
        {
            var special = Specials(ref Unsafe.Add(ref source, at));
            if (special != 0)
            {
                return at + BitOperations.TrailingZeroCount(special);
            }
        }

        for (; at < json.Length; at++)
        {
            if (json[at] is (byte)'"' or (byte)'\\' or < 0x20)
            {
                return at;
            }
        }

        return -1;
    }

    private static int StopIn(ReadOnlySpan<byte> json, Span<byte> target, ref ulong high)
    {
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (b is (byte)'"' or (byte)'\\' or < 0x20)
            {
                return i;
            }

            high |= b & 0x80U;
            target[i] = b;
        }

        return -1;
    }
}
