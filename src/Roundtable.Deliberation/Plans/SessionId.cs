using System.Security.Cryptography;

namespace Roundtable.Deliberation.Plans;

/// <summary>Generates session ids: 14 lower-case characters of Crockford's base 32, nine of time (45 bits of milliseconds) and five random.</summary>
public static class SessionId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new id for a session that starts at <paramref name="time"/>; ids sort by time.</summary>
    public static string New(DateTimeOffset time)
    {
        Span<char> id = stackalloc char[14];
        var bits = time.ToUnixTimeMilliseconds();
        for (var i = 8; i >= 0; i--)
        {
            id[i] = Alphabet[(int)(bits & 31)];
            bits >>= 5;
        }

        RandomNumberGenerator.GetItems(Alphabet, id[9..]);
        return new string(id);
    }
}
