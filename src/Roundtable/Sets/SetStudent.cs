using System.CommandLine;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sets;

namespace Roundtable.Cli.Sets;

/// <summary><c>set register-student</c>: enters a model that was trained on a set.</summary>
internal static class SetStudent
{
    private static readonly Argument<string> _folder = new("FOLDER") { Description = "The folder of the set." };
    private static readonly Argument<string> _name = new("NAME") { Description = "The model's name, with or without a version: acme/tone@1." };
    private static readonly Option<string?> _weights = new("--weights")
    {
        Description = "open where its weights are published, else closed.",
        HelpName = "WHICH",
    };

    private static readonly Option<string?> _kind = new("--kind")
    {
        Description = $"What it is offered for: {string.Join(", ", Kebab.Names<ModelKind>())}.",
        HelpName = "KIND",
    };

    private static readonly Option<string?> _base = new("--base") { Description = "The model of the registry that it was trained from.", HelpName = "MODEL" };

    private static readonly Option<string[]> _licence = new("--licence")
    {
        Description = "A licence under which it is handed on. Can be given more than once.",
        HelpName = "NAME",
    };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "register-student",
        "Enter a model that was trained on a set into the registry, with the set among its sources. Its name is held against the set's conditions.",
        [_folder, _name, _weights, _kind, _base, _licence],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var model = await new SetStudents(invocation.Workspace).RegisterAsync(
            parse.GetRequiredValue(_folder),
            new TrainedModel(
                parse.GetRequiredValue(_name),
                NamedValue.Read<Weights>("--weights", parse.GetValue(_weights)),
                NamedValue.Read<ModelKind>("--kind", parse.GetValue(_kind)),
                parse.GetValue(_base),
                parse.GetValue(_licence) ?? []),
            cancellation);
        var id = model.Entry.Id;
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["id"] = id.ToString(), ["leaf"] = model.Leaf, ["entry"] = EntryWriter.Json(model.Entry) })
            : $"Registered {id}. 'roundtable judge {id.Brief} --use publish' says what may be done with it.");
        return ExitCode.Ok;
    }
}
