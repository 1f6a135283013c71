using System.Security.Cryptography;

namespace Roundtable.Tests.Record.Merkle;

/// <summary>RFC 6962 section 2.1 as it is written there, recursion and all: the referee.</summary>
internal static class NaiveTree
{
    public static byte[] Hash(ReadOnlySpan<byte[]> leaves) => leaves.Length switch
    {
        0 => SHA256.HashData([]),
        1 => SHA256.HashData([0, .. leaves[0]]),
        _ => SHA256.HashData([1, .. Hash(leaves[..Left(leaves.Length)]), .. Hash(leaves[Left(leaves.Length)..])]),
    };

    /// <summary>PATH(m, D[n]) of section 2.1.1.</summary>
    public static byte[][] Path(int m, ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
        {
            return [];
        }

        var k = Left(leaves.Length);
        return m < k
            ? [.. Path(m, leaves[..k]), Hash(leaves[k..])]
            : [.. Path(m - k, leaves[k..]), Hash(leaves[..k])];
    }

    /// <summary>SUBPROOF(m, D[n], b) of section 2.1.2.</summary>
    public static byte[][] Proof(int m, ReadOnlySpan<byte[]> leaves, bool known = true)
    {
        if (m == leaves.Length)
        {
            return known ? [] : [Hash(leaves)];
        }

        var k = Left(leaves.Length);
        return m <= k
            ? [.. Proof(m, leaves[..k], known), Hash(leaves[k..])]
            : [.. Proof(m - k, leaves[k..], known: false), Hash(leaves[..k])];
    }

    private static int Left(int n)
    {
        var k = 1;
        while (k * 2 < n)
        {
            k *= 2;
        }

        return k;
    }
}
