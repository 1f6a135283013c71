using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Scan;

/// <summary>What rows and texts are compared with, on the command line.</summary>
internal static class ReferenceOptions
{
    /// <summary><c>--against PATH</c>.</summary>
    public static Option<string[]> Against { get; } = new("--against")
    {
        Description = "Also compare rows with these files: PATH, or PATH=human, PATH=synthetic:MODEL where the origin is known, "
            + "or PATH=benchmark:NAME for the test items of a benchmark, each file a split. Can be given more than once.",
        HelpName = "PATH",
    };

    private static readonly Option<bool> _noRecords = new("--no-records") { Description = "Do not compare rows with the answers on the record." };

    /// <summary>The options of a scan.</summary>
    public static IReadOnlyList<Symbol> OfScan => [Against, _noRecords];

    /// <summary>What an invocation chooses.</summary>
    public static ReferenceChoice Read(Invocation invocation) =>
        new(invocation.Parse.GetValue(Against) ?? [], Records: !invocation.Parse.GetValue(_noRecords));
}
