using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Storage;
using Roundtable.Workspace;
using Roundtable.Workspace.Logs;

namespace Roundtable.Cli.Log;

/// <summary>A leaf on the command line: its index.</summary>
internal static class LeafArgument
{
    /// <summary>The argument.</summary>
    public static Argument<long> Create() => new("LEAF") { Description = "Index of the leaf, from 0." };

    /// <summary>The index, after it was found to be in the log.</summary>
    /// <exception cref="WorkspaceException">When the log has no such leaf.</exception>
    public static long Read(Invocation invocation, Argument<long> argument, LogStore store)
    {
        var index = invocation.Parse.GetValue(argument);
        LogService.CheckLeaf(store, index);
        return index;
    }
}
