using System.Numerics;

namespace Roundtable.Disclosure.Sums;

/// <summary>The shape of RFC 6962: the left subtree of n leaves is the largest power of two below n.</summary>
internal static class TreeShape
{
    /// <summary>The number of leaves left of the root.</summary>
    /// <param name="size">The number of leaves, at least 2.</param>
    public static long Left(long size) => 1L << BitOperations.Log2((ulong)(size - 1));

    /// <summary>For each step from a leaf up to the root, whether its sibling is on the right.</summary>
    public static List<bool> Sides(long index, long size)
    {
        List<bool> down = [];
        while (size > 1)
        {
            var left = Left(size);
            var isLeft = index < left;
            down.Add(isLeft);
            (index, size) = isLeft ? (index, left) : (index - left, size - left);
        }

        down.Reverse();
        return down;
    }
}
