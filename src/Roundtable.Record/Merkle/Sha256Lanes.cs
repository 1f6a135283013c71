using System.Buffers.Binary;

namespace Roundtable.Record.Merkle;

/// <summary>What goes before and after the blocks of <see cref="ISha256Lanes"/>.</summary>
internal static class Sha256Lanes
{
    /// <summary>Initialises the computations.</summary>
    public static void Start<TLanes>(Span<uint> state)
        where TLanes : ISha256Lanes => Initial<TLanes>.State.CopyTo(state);

    /// <summary>Sets one lane back to what it was.</summary>
    public static void Keep<TLanes>(ReadOnlySpan<uint> before, Span<uint> state, int lane)
        where TLanes : ISha256Lanes
    {
        for (var word = 0; word < Sha256Words.State; word++)
        {
            var at = TLanes.At(lane, word, Sha256Words.State);
            state[at] = before[at];
        }
    }

    /// <summary>Writes the concatenated hashes, 32 bytes each.</summary>
    public static void Finish<TLanes>(ReadOnlySpan<uint> state, Span<byte> hashes)
        where TLanes : ISha256Lanes
    {
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            for (var word = 0; word < Sha256Words.State; word++)
            {
                var at = (lane * MerkleTree.HashLength) + (word * sizeof(uint));
                BinaryPrimitives.WriteUInt32BigEndian(hashes[at..], state[TLanes.At(lane, word, Sha256Words.State)]);
            }
        }
    }

    /// <summary>What all lanes start from.</summary>
    private static class Initial<TLanes>
        where TLanes : ISha256Lanes
    {
        public static readonly uint[] State = new uint[Sha256Words.State * TLanes.Count];

        static Initial()
        {
            for (var at = 0; at < State.Length; at++)
            {
                State[TLanes.At(at / Sha256Words.State, at % Sha256Words.State, Sha256Words.State)] = Sha256Words.Initial[at % Sha256Words.State];
            }
        }
    }
}
