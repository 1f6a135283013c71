using System.Globalization;

namespace Roundtable.Record.Tiles;

/// <summary>
/// Names a tile of a log or a bundle of its entries, as C2SP tlog-tiles does: <c>tile/0/x001/067</c>,
/// <c>tile/entries/273.p/112</c>.
/// </summary>
public readonly record struct TilePath
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>The most levels that tiles can have: a log has fewer than 2^63 leaves.</summary>
    public const int MaxLevels = 8;

    private const int EntriesLevel = -1;
    private const string Prefix = "tile/";
    private const string EntriesName = "entries";

    private readonly int _level;

    private TilePath(int level, long index, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
        _level = level;
        Index = index;
        Width = width;
    }

    /// <summary>The level of a hash tile, 0 for leaf hashes.</summary>
    /// <exception cref="InvalidOperationException">When it is a bundle of entries.</exception>
    public int Level => IsEntries ? throw new InvalidOperationException("A bundle of entries has no level.") : _level;

    /// <summary>Whether it is a bundle of entries, not a tile of hashes.</summary>
    public bool IsEntries => _level == EntriesLevel;

    /// <summary>Index within the level, from 0.</summary>
    public long Index { get; }

    /// <summary>How many hashes or entries it holds, from 1 to <see cref="FullWidth"/>.</summary>
    public int Width { get; }

    /// <summary>Whether it will not change any more.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The full tile or bundle in the same place.</summary>
    public TilePath Full => new(_level, Index, FullWidth);

    /// <summary>A tile of hashes.</summary>
    public static TilePath Hashes(int level, long index, int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, MaxLevels);
        return new(level, index, width);
    }

    /// <summary>A bundle of entries.</summary>
    public static TilePath Entries(long index, int width = FullWidth) => new(EntriesLevel, index, width);

    /// <summary>How wide the tile of this index is in a log of <paramref name="size"/> leaves; 0 where it has none.</summary>
    public static int WidthAt(long size, int level, long index) =>
        (int)Math.Clamp((size >> (8 * level)) - (index * FullWidth), 0, FullWidth);

    /// <summary>Every tile and bundle that a log of <paramref name="size"/> leaves has, lowest level last, partial ones included.</summary>
    public static IEnumerable<TilePath> Of(long size)
    {
        for (var level = 0; level < MaxLevels && size >> (8 * level) > 0; level++)
        {
            for (long index = 0; WidthAt(size, level, index) is > 0 and var width; index++)
            {
                yield return Hashes(level, index, width);
                if (level == 0)
                {
                    yield return Entries(index, width);
                }
            }
        }
    }

    /// <summary>Reads a path, strictly: one spelling for each tile.</summary>
    public static bool TryParse(string path, out TilePath tile)
    {
        tile = default;
        if (path.Length > 64 || !path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = path[Prefix.Length..].Split('/');
        var level = EntriesLevel;
        if (parts[0] != EntriesName && !(int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out level) && level < MaxLevels))
        {
            return false;
        }

        var width = FullWidth;
        var last = parts.Length - 1;
        if (last > 1 && parts[last - 1].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(parts[last], NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= FullWidth)
            {
                return false;
            }

            parts[last - 1] = parts[last - 1][..^2];
            last--;
        }

        var digits = string.Concat(parts[1..(last + 1)].Select((p, i) => i + 1 < last && p.StartsWith('x') ? p[1..] : p));
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        tile = new(level, index, width);
        return tile.ToString() == path;
    }

    /// <summary>The path, relative to the log's prefix.</summary>
    public override string ToString()
    {
        var index = (Index % 1000).ToString("D3", CultureInfo.InvariantCulture);
        for (var rest = Index / 1000; rest > 0; rest /= 1000)
        {
            index = $"x{(rest % 1000).ToString("D3", CultureInfo.InvariantCulture)}/{index}";
        }

        var level = IsEntries ? EntriesName : _level.ToString(CultureInfo.InvariantCulture);
        return IsFull ? $"{Prefix}{level}/{index}" : string.Create(CultureInfo.InvariantCulture, $"{Prefix}{level}/{index}.p/{Width}");
    }
}
