using System.CommandLine;

namespace Roundtable.Cli.Log;

/// <summary>A leaf on the command line: its index.</summary>
internal static class LeafArgument
{
    /// <summary>The argument.</summary>
    public static Argument<long> Create() => new("LEAF") { Description = "Index of the leaf, from 0." };
}
