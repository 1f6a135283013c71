namespace Roundtable.Record.Entries;

/// <summary>
/// The opening of one commitment of a leaf: the content's digest and the salt. The commitment is SHA-256 over the 32 bytes of salt
/// followed by the 32 bytes of digest; without the salt it reveals nothing, not even to someone who guesses the content.
/// </summary>
/// <param name="Content">SHA-256 of the content.</param>
/// <param name="Salt">32 random bytes, unique to each commitment.</param>
public sealed record Opening(Digest Content, Digest Salt)
{
    /// <summary>Whether the content itself is stored. Where it is not, the commitment still binds whoever has the content elsewhere.</summary>
    public bool IsKept { get; init; } = true;

    /// <summary>The commitment that this opens.</summary>
    public Digest Commitment
    {
        get
        {
            Span<byte> bytes = stackalloc byte[2 * Digest.Length];
            Salt.CopyTo(bytes);
            Content.CopyTo(bytes[Digest.Length..]);
            return Digest.Of(bytes);
        }
    }
}
