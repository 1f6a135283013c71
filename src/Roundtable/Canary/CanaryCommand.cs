using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Canaries;
using Roundtable.Workspace.Documents;

namespace Roundtable.Cli.Canary;

/// <summary><c>roundtable canary</c>: sentences of which one can prove that they are one's own.</summary>
internal static class CanaryCommand
{
    private static readonly Argument<string> _canaries = new("CANARIES") { Description = "The file with the canaries; keep it secret until one is opened." };

    private static readonly Argument<string[]> _files = new("FILE")
    {
        Description = "Files to look in: text, JSON Lines. Packed files and those of other formats: 'scan --canaries'.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Argument<int> _number = new("N") { Description = "Which canary, from 1." };

    private static readonly Option<string> _name = new("--name")
    {
        Description = "What they are for; it goes on the record.",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<int> _count = new("--count")
    {
        Description = "How many, 1 to 10000 (default: 10).",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    };

    /// <summary>The command.</summary>
    public static Command Create() => new("canary", "Make harmless sentences that nobody else has written, find them again, and prove that they are one's own.")
    {
        Verb.Create("make", "Make canaries: their commitments go on the record, without their words, before anybody uses them.",
            [_canaries, _name, _count], MakeAsync),
        Verb.Create("find", "Look for canaries in files. Exit code 5 if there are any.", [_canaries, _files], FindAsync),
        Verb.Create("open", "Open a canary: its words, its salt and the leaf that committed to them, for somebody who is to believe it.",
            [_canaries, _number], OpenAsync),
        CanaryCheckCommand.Create(),
    };

    private static async Task<int> MakeAsync(Invocation invocation, CancellationToken cancellation)
    {
        var file = invocation.Parse.GetRequiredValue(_canaries);
        var (leaf, canaries) = await new CanaryService(invocation.Workspace).MakeAsync(
            invocation.Parse.GetRequiredValue(_name), invocation.Parse.GetValue(_count), file, cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json
            ? Document.Line(new JsonObject { ["leaf"] = leaf, ["file"] = file, ["canaries"] = canaries.Count })
            : $"{canaries.Count} canaries in {Neutralise.Line(file)}, committed to by leaf {leaf}. Keep the file secret, and use each sentence in one place.");
        return ExitCode.Ok;
    }

    private static async Task<int> FindAsync(Invocation invocation, CancellationToken cancellation)
    {
        var sightings = await CanaryService.FindAsync(
            invocation.Parse.GetRequiredValue(_canaries), invocation.Parse.GetRequiredValue(_files), cancellation);
        if (invocation.Json)
        {
            await invocation.Out.WriteLineAsync(Document.Line(new JsonObject
            {
                ["found"] = Document.Array(sightings.Found, s => new JsonObject { ["file"] = s.File, ["line"] = s.Line, ["canary"] = s.Number }),
                ["files"] = sightings.Files,
                ["lines"] = sightings.Lines,
            }));
        }
        else
        {
            foreach (var sighting in sightings.Found)
            {
                await invocation.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{Neutralise.Line(sighting.File)}:{sighting.Line}: canary {sighting.Number}"));
            }

            await invocation.Out.WriteLineAsync(
                $"{sightings.Found.Count} found in {sightings.Lines} lines of {sightings.Files} {(sightings.Files == 1 ? "file" : "files")}.");
        }

        return sightings.Found.Count > 0 ? ExitCode.Denied : ExitCode.Ok;
    }

    private static async Task<int> OpenAsync(Invocation invocation, CancellationToken cancellation)
    {
        var opened = await new CanaryService(invocation.Workspace).OpenAsync(
            invocation.Parse.GetRequiredValue(_canaries), invocation.Parse.GetRequiredValue(_number), cancellation);
        await invocation.Out.WriteLineAsync(invocation.Json ? Document.Line(CanaryJson.Of(opened)) : CanaryView.Proof(opened));
        return ExitCode.Ok;
    }
}
