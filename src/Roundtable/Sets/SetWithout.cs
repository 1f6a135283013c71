using System.CommandLine;
using Roundtable.Cli.CommandLine;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sets;

namespace Roundtable.Cli.Sets;

/// <summary><c>set without</c>: a set with a source taken back out.</summary>
internal static class SetWithout
{
    private static readonly Argument<string> _folder = new("FOLDER") { Description = "The folder of the set." };

    private static readonly Argument<string?> _source = new("SOURCE")
    {
        Description = "What to take out: a leaf, a call, a session, a model, a dataset. Without one, the rows that are not allowed any more.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> _out = new("--out")
    {
        Description = "The folder for the new set; it has to be empty.",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<string?> _name = new("--name")
    {
        Description = "Its name in the registry (default: that of the old set, with another version).",
        HelpName = "NAME",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "without",
        "Make a set again without the rows that came from a source, rule on the rest anew, and say what changed. Rows that remain keep their bytes "
            + "and their part.",
        [_folder, _source, _out, _name],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var made = await new SetRemoval(invocation.Workspace).WithoutAsync(
            parse.GetRequiredValue(_folder), parse.GetValue(_source), parse.GetRequiredValue(_out), parse.GetValue(_name), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(made.Json()) : SetText.Made(made));
        return ExitCode.Ok;
    }
}
