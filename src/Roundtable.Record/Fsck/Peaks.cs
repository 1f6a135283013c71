using System.Security.Cryptography;

namespace Roundtable.Record.Fsck;

/// <summary>The RFC 6962 tree over leaves that are added one by one: the roots of the full trees that its size is the sum of, the largest first.</summary>
internal sealed class Peaks
{
    private readonly List<byte[]> _roots = [];

    /// <summary>How many leaves were added.</summary>
    public long Size { get; private set; }

    /// <summary>Adds the hash of a leaf.</summary>
    public void Add(byte[] hash)
    {
        for (var rest = Size++; rest % 2 == 1; rest /= 2)
        {
            hash = Node(_roots[^1], hash);
            _roots.RemoveAt(_roots.Count - 1);
        }

        _roots.Add(hash);
    }

    /// <summary>The root over them.</summary>
    public byte[] Root() => _roots.Count == 0 ? SHA256.HashData([]) : Enumerable.Reverse(_roots).Aggregate((right, left) => Node(left, right));

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}
