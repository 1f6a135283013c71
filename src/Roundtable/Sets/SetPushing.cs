using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Terms.Rulings;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Sets.Pushing;

namespace Roundtable.Cli.Sets;

/// <summary><c>set push</c>: a set on a hub, where it may be published.</summary>
internal static class SetPushing
{
    private static readonly Argument<string> _folder = new("FOLDER") { Description = "The folder of the set." };
    private static readonly Argument<string> _repository = new("REPOSITORY")
    {
        Description = "The dataset repository, OWNER/NAME; it is made where it is missing.",
    };

    private static readonly Option<string> _hub = new("--hub")
    {
        Description = "The address of a hub that speaks Hugging Face's protocol.",
        HelpName = "URL",
        DefaultValueFactory = _ => SetPush.HuggingFace,
    };

    private static readonly Option<string> _token = new("--token-env")
    {
        Description = "The environment variable with the hub's token.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "HF_TOKEN",
    };

    private static readonly Option<bool> _public = new("--public") { Description = "Make a missing repository public; private otherwise." };
    private static readonly Option<string?> _as = new("--as") { Description = "The organisation that publishes it.", HelpName = "NAME" };

    /// <summary>The command.</summary>
    public static Command Create() => Verb.Create(
        "push",
        "Push a set to a hub: verified first, and only where its lineage may be published as of today; that ruling goes on the record.",
        [_folder, _repository, _hub, _token, _public, _as],
        RunAsync);

    private static async Task<int> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var parse = invocation.Parse;
        var repository = parse.GetRequiredValue(_repository);
        var pushed = await new SetPush(invocation.Workspace).PushAsync(
            new PushRequest(
                parse.GetRequiredValue(_folder),
                repository,
                parse.GetValue(_hub)!,
                parse.GetValue(_token)!,
                parse.GetValue(_public),
                parse.GetValue(_as)),
            cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject
            {
                ["name"] = pushed.Manifest.Name,
                ["repository"] = repository,
                ["files"] = pushed.Files,
                ["commit"] = pushed.Commit,
                ["address"] = pushed.Address,
                ["ruling"] = pushed.Leaf,
                ["outcome"] = Kebab.Name(pushed.Ruling.Outcome),
                ["instructions"] = new JsonArray([.. pushed.Ruling.Conditions.Select(c => (JsonNode)c.Instruction)]),
            })
            : Text(pushed, repository));
        return ExitCode.Ok;
    }

    private static string Text(PushedSet pushed, string repository)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{pushed.Files} files of {Neutralise.Line(pushed.Manifest.Name)} are in {Neutralise.Line(repository)}: ")
            .Append(Neutralise.Line(pushed.Address ?? pushed.Commit)).Append('\n')
            .Append(CultureInfo.InvariantCulture, $"publish: {RulingText.Answer(pushed.Ruling.Outcome)} (leaf {pushed.Leaf})\n");
        foreach (var condition in pushed.Ruling.Conditions)
        {
            text.Append("  to keep: ").Append(Neutralise.Line(condition.Instruction)).Append('\n');
        }

        return text.Append(RulingText.NotAdvice).ToString();
    }
}
