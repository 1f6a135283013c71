using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Corpus.Plans;
using Roundtable.Workspace;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Cli.Corpora;

/// <summary>The folder of a scan that the verbs of <c>corpus</c> take.</summary>
internal static class ReportArgument
{
    /// <summary><c>REPORT</c>.</summary>
    public static Argument<string> Folder { get; } = new("REPORT") { Description = "The folder of a scan." };

    /// <summary>The scan in the folder that the command line names.</summary>
    /// <exception cref="WorkspaceException">When there is none.</exception>
    public static (ScanFolder Folder, ScanPlan Plan) Scan(Invocation invocation) => ScanFolder.Existing(invocation.Parse.GetRequiredValue(Folder));
}
