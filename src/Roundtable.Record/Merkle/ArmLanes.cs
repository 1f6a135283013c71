using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ArmSha256 = System.Runtime.Intrinsics.Arm.Sha256;

namespace Roundtable.Record.Merkle;

/// <summary>
/// Four computations by the SHA-256 instructions of ARMv8, which do four rounds of one message each and take several cycles: those of the four messages
/// do not wait for each other.
/// </summary>
internal readonly struct ArmLanes : ISha256Lanes
{
    private const int RoundsAtOnce = 4;
    private const int States = Sha256Words.State / RoundsAtOnce; // registers a lane: words a to d, and e to h
    private const int Messages = Sha256Words.Message / RoundsAtOnce;

    public static bool IsSupported => ArmSha256.IsSupported;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int At(int lane, int word, int words) => (lane * words) + word;

    public static void Compress(Span<uint> state, Span<uint> message)
    {
        var hash = MemoryMarshal.Cast<uint, Vector128<uint>>(state);
        var words = MemoryMarshal.Cast<uint, Vector128<uint>>(message);
        var (a, b, c, d) = (hash[0], hash[States], hash[2 * States], hash[3 * States]); // the first half of each lane's state
        var (e, f, g, h) = (hash[1], hash[States + 1], hash[(2 * States) + 1], hash[(3 * States) + 1]);
        for (var round = 0; round < Sha256Words.Round.Length; round += RoundsAtOnce)
        {
            var slot = round / RoundsAtOnce % Messages;
            var add = Vector128.Create(Sha256Words.Round.Slice(round, RoundsAtOnce));
            var isExtended = round >= Sha256Words.Message;
            Rounds(ref a, ref e, Word(words[..Messages], slot, isExtended) + add);
            Rounds(ref b, ref f, Word(words.Slice(Messages, Messages), slot, isExtended) + add);
            Rounds(ref c, ref g, Word(words.Slice(2 * Messages, Messages), slot, isExtended) + add);
            Rounds(ref d, ref h, Word(words.Slice(3 * Messages, Messages), slot, isExtended) + add);
        }

        hash[0] += a;
        hash[1] += e;
        hash[States] += b;
        hash[States + 1] += f;
        hash[2 * States] += c;
        hash[(2 * States) + 1] += g;
        hash[3 * States] += d;
        hash[(3 * States) + 1] += h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rounds(ref Vector128<uint> first, ref Vector128<uint> second, Vector128<uint> words)
    {
        var before = first;
        first = ArmSha256.HashUpdate1(before, second, words);
        second = ArmSha256.HashUpdate2(second, before, words);
    }

    /// <summary>Four words of one lane's message schedule, which replace those sixteen before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Word(Span<Vector128<uint>> lane, int slot, bool isExtended)
    {
        if (isExtended)
        {
            lane[slot] = ArmSha256.ScheduleUpdate1(
                ArmSha256.ScheduleUpdate0(lane[slot], lane[(slot + 1) % Messages]), lane[(slot + 2) % Messages], lane[(slot + 3) % Messages]);
        }

        return lane[slot];
    }
}
