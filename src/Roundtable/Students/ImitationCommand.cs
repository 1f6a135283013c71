using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Students;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Cli.Students;

/// <summary><c>roundtable imitation report</c>: how far a student agrees with its teacher beyond what gold explains.</summary>
internal static class ImitationCommand
{
    private static readonly Argument<string> _folder = new("STUDENT") { Description = "The folder of the student." };

    /// <summary>The command.</summary>
    public static Command Create() => new("imitation", "How far a student imitates its teacher.")
    {
        Verb.Create("report", "Show how far a student agrees with its teacher beyond what gold explains, by class.", [_folder], RunAsync),
    };

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var folder = StudentFolder.Open(invocation.Parse.GetRequiredValue(_folder));
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject
            {
                ["student"] = folder.Report.Name,
                ["imitation"] = folder.Json()["imitation"]?.DeepClone(),
            }));
            return ExitCode.Ok;
        }

        var text = new StringBuilder();
        StudentMarkdown.Imitation(text, folder.Report.Imitation);
        await invocation.Out.WriteAsync(text.ToString());
        return ExitCode.Ok;
    }
}
