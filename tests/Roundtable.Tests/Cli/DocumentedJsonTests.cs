using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli;

/// <summary>docs/json.md has every verb, and what verbs print is one document whose members stand there.</summary>
public sealed partial class DocumentedJsonTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void Every_verb_has_its_place()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "json.md"));
        var missing = Leaves(Roundtable.Cli.Commands.Root(), "").Where(v => !page.Contains($"`{v}`", StringComparison.Ordinal)).ToList();
        Assert.True(missing.Count == 0, string.Join(", ", missing));
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("models")]
    [InlineData("panels show", "rehearsal")]
    [InlineData("tokens add", "Ann", "--role", "reader")]
    [InlineData("completion", "bash")]
    [InlineData("log verify")]
    [InlineData("log checkpoint")]
    [InlineData("log show", "0")]
    [InlineData("registry check")]
    [InlineData("registry check", "--thin")]
    [InlineData("registry questions")]
    [InlineData("registry lineage", "meta/llama-3.1")]
    [InlineData("sessions list")]
    [InlineData("sessions search", "answer")]
    [InlineData("sessions replay", "last")]
    [InlineData("sessions recount", "last", "--rule", "plurality")]
    [InlineData("sessions export", "last", "--out", "session.md")]
    [InlineData("scan", "rows", "--out", "report")]
    [InlineData("trace", "one answer fits every case")]
    [InlineData("import", "page.txt")]
    public async Task What_a_verb_prints_is_one_document_whose_members_are_documented(string verb, params string[] arguments)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var program = new RoundtableProcess(_data.FullName);
        Directory.CreateDirectory(Path.Combine(_data.FullName, "rows"));
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "rows", "a.jsonl"), "{\"text\":\"It rained.\"}\n", cancellation);
        File.Copy(Path.Combine(Repository.Root, "samples", "transcripts", "unanimous-poll.txt"), Path.Combine(_data.FullName, "page.txt"));
        if (verb.StartsWith("sessions", StringComparison.Ordinal) || verb.StartsWith("log", StringComparison.Ordinal) || verb == "trace")
        {
            await program.RunAsync(cancellation, "ask", "Should we?", "-o", "Yes", "-o", "No");
        }

        var (_, output, error) = await program.RunAsync(cancellation, [.. verb.Split(' '), .. arguments, "--json"]);
        var document = JsonElement.Parse(output);
        var row = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "json.md"), cancellation)).Single(l => l.StartsWith('|') && l.Split('|')[1].Contains($"`{verb}`", StringComparison.Ordinal));
        if (verb == "scan")
        {
            return; // the report has a document of its own
        }

        var documented = Name().Matches(row).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var members = (document.ValueKind == JsonValueKind.Array ? document.EnumerateArray().ToArray() : [document]).SelectMany(o => o.EnumerateObject().Select(m => m.Name)).Distinct();
        Assert.True(members.All(documented.Contains), $"{verb}: {string.Join(", ", members.Where(m => !documented.Contains(m)))}\n{error}{output}");
    }

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.Where(c => !c.Hidden)
        .SelectMany(c => c.Subcommands.Any(s => !s.Hidden) ? Leaves(c, $"{path}{c.Name} ").Concat(c.Action is null ? [] : [path + c.Name]) : [path + c.Name]);

    [GeneratedRegex("`([A-Za-z]+)`", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
