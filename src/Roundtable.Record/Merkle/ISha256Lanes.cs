namespace Roundtable.Record.Merkle;

/// <summary>
/// Several SHA-256 computations (FIPS 180-4, section 6.2) in parallel, each in a lane of its own. .NET computes one message per call, and the messages of a tree
/// are so short that the call costs more than the hash.
/// </summary>
internal interface ISha256Lanes
{
    /// <summary>Whether the processor has what it needs.</summary>
    public static abstract bool IsSupported { get; }

    /// <summary>Number of lanes.</summary>
    public static abstract int Count { get; }

    /// <summary>Where a lane's word is among those of all lanes.</summary>
    /// <param name="lane">0 to <see cref="Count"/> - 1.</param>
    /// <param name="word">0 to <paramref name="words"/> - 1.</param>
    /// <param name="words">How many words a lane has: those of a message block, or of a hash.</param>
    public static abstract int At(int lane, int word, int words);

    /// <summary>Processes one block of each lane's message.</summary>
    /// <param name="state">Eight words a lane.</param>
    /// <param name="message">Sixteen words a lane; overwritten.</param>
    public static abstract void Compress(Span<uint> state, Span<uint> message);
}
