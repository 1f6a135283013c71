using System.Globalization;

namespace Roundtable.Record.Tiles;

/// <summary>
/// Path of a hash tile or an entry bundle of a log (C2SP tlog-tiles): <c>tile/0/x001/067</c>,
/// <c>tile/entries/273.p/112</c>.
/// </summary>
public readonly record struct TilePath
{
    /// <summary>Number of hashes in a full tile, or entries in a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>Maximum number of tile levels: a log has fewer than 2^63 leaves.</summary>
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
    /// <exception cref="InvalidOperationException">When this is an entry bundle.</exception>
    public int Level => IsEntries ? throw new InvalidOperationException("An entry bundle has no level.") : _level;

    /// <summary>Whether this is an entry bundle instead of a hash tile.</summary>
    public bool IsEntries => _level == EntriesLevel;

    /// <summary>Index within the level, from 0.</summary>
    public long Index { get; }

    /// <summary>Number of hashes or entries, from 1 to <see cref="FullWidth"/>.</summary>
    public int Width { get; }

    /// <summary>Whether the tile is full and therefore immutable.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The full tile or bundle with the same level and index.</summary>
    public TilePath Full => new(_level, Index, FullWidth);

    /// <summary>Path of a hash tile.</summary>
    public static TilePath Hashes(int level, long index, int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, MaxLevels);
        return new(level, index, width);
    }

    /// <summary>Path of an entry bundle.</summary>
    public static TilePath Entries(long index, int width = FullWidth) => new(EntriesLevel, index, width);

    /// <summary>Width of a tile in a log of <paramref name="size"/> leaves; 0 if the log has no such tile.</summary>
    public static int WidthAt(long size, int level, long index) =>
        (int)Math.Clamp((size >> (8 * level)) - (index * FullWidth), 0, FullWidth);

    /// <summary>All tiles and bundles of a log of <paramref name="size"/> leaves, including partial ones, from level 0 upwards.</summary>
    public static IEnumerable<TilePath> Of(long size) => Beyond(0, size);

    /// <summary>
    /// The tiles and bundles of a log of <paramref name="size"/> leaves that it did not have, or had narrower, at <paramref name="from"/> leaves.
    /// </summary>
    internal static IEnumerable<TilePath> Beyond(long from, long size)
    {
        for (var level = 0; level < MaxLevels && size >> (8 * level) > 0; level++)
        {
            for (var index = from >> (8 * (level + 1)); WidthAt(size, level, index) is > 0 and var width; index++)
            {
                if (width == WidthAt(from, level, index))
                {
                    continue;
                }

                yield return Hashes(level, index, width);
                if (level == 0)
                {
                    yield return Entries(index, width);
                }
            }
        }
    }

    /// <summary>The partial tiles and bundle of a log of <paramref name="size"/> leaves.</summary>
    internal static IEnumerable<TilePath> Partial(long size)
    {
        for (var level = 0; level < MaxLevels && size >> (8 * level) > 0; level++)
        {
            var index = size >> (8 * (level + 1));
            if (WidthAt(size, level, index) is > 0 and var width)
            {
                yield return Hashes(level, index, width);
                if (level == 0)
                {
                    yield return Entries(index, width);
                }
            }
        }
    }

    /// <summary>Parses a path strictly: each tile has exactly one spelling.</summary>
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
