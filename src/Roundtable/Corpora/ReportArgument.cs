using System.CommandLine;
using Roundtable.Cli.CommandLine;

namespace Roundtable.Cli.Corpora;

/// <summary>The folder of a scan that the verbs of <c>corpus</c> take.</summary>
internal static class ReportArgument
{
    /// <summary><c>REPORT</c>.</summary>
    public static Argument<string> Folder { get; } = new("REPORT") { Description = "The folder of a scan." };

    /// <summary>The folder that the command line names.</summary>
    public static string Read(Invocation invocation) => invocation.Parse.GetRequiredValue(Folder);
}
