using System.Security.Cryptography;
using System.Text;

namespace Roundtable.Watching.Canaries;

/// <summary>
/// A harmless sentence that nobody else has written, put in chosen answers or sets, so that it can be found again where it should not be. What is published
/// before it is used is its commitment alone, which tells nothing of it.
/// </summary>
/// <param name="Text">The sentence: made of words that mean nothing, with 96 random bits in them.</param>
/// <param name="Salt">Sixteen random bytes.</param>
public sealed record Canary(string Text, byte[] Salt)
{
    private const int Bits = 96;

    private static readonly string[] _starts = ["b", "br", "d", "dr", "f", "g", "gr", "k", "l", "m", "n", "p", "r", "s", "t", "v"];
    private static readonly string[] _ends = ["al", "an", "ar", "el", "en", "er", "il", "in", "ir", "ol", "on", "or", "ul", "un", "ur", "os"];

    /// <summary>SHA-256 over <c>roundtable-canary/1</c>, a zero byte, the salt and the sentence in UTF-8.</summary>
    public byte[] Commitment => SHA256.HashData([.. "roundtable-canary/1\0"u8, .. Salt, .. Encoding.UTF8.GetBytes(Text)]);

    /// <summary>Makes one from the system's random numbers.</summary>
    public static Canary New()
    {
        var bytes = RandomNumberGenerator.GetBytes(Bits / 8);
        var words = new StringBuilder();
        for (var i = 0; i < bytes.Length; i++)
        {
            words.Append(i > 0 && i % 3 == 0 ? " " : "").Append(_starts[bytes[i] >> 4]).Append(_ends[bytes[i] & 15]);
        }

        return new Canary($"The old register lists {words} among the lamps of the harbour.", RandomNumberGenerator.GetBytes(16));
    }
}
