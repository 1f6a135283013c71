using System.Collections.Frozen;

namespace Roundtable.Web.Gateway;

/// <summary>First segments of paths that are the site's own, so that they are looked up nowhere else.</summary>
internal static class GatewayNames
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _site = new[]
    {
        "api", "assets", "log", "mcp", "models", "registry", "s", "sessions", "tile",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a segment is the site's.</summary>
    public static bool IsSite(ReadOnlySpan<char> segment) => _site.Contains(segment);
}
