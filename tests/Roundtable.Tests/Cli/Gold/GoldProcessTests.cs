using System.Globalization;
using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Codebooks;

namespace Roundtable.Tests.Cli.Gold;

/// <summary>Gold from the command line: drawn, imported, adjudicated, exported, erased.</summary>
public sealed class GoldProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public GoldProcessTests()
    {
        _program = new RoundtableProcess(_data.FullName);
        Write("tone.yaml", CodebookFileTests.Tone);
        Write("rows.csv", "id,text,country\n" + string.Concat(Enumerable.Range(1, 40).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{i},Message number {i},{(i % 4 == 0 ? "be" : "nl")}\n"))));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Gold_is_drawn_imported_adjudicated_exported_and_erased()
    {
        var drawn = JsonElement.Parse((await RunAsync("gold", "draw", "rows.csv", "--codebook", "tone.yaml", "--size", "8", "--by", "country", "--json")).Out);
        var id = drawn.GetProperty("id").GetString()!;
        Assert.Equal(
            ["be 2 10", "nl 6 30"],
            drawn.GetProperty("draw").GetProperty("strata").EnumerateArray()
                .Select(s => $"{s.GetProperty("name").GetString()} {s.GetProperty("drawn").GetInt32()} {s.GetProperty("texts").GetInt32()}"));
        Assert.True(drawn.GetProperty("random").GetBoolean());

        var blank = (await RunAsync("gold", "export", id, "--blank")).Out.TrimEnd('\n').Split('\n').Select(l => JsonElement.Parse(l)).ToList();
        Assert.Equal(8, blank.Count);
        Write("labels.jsonl", string.Concat(blank.SelectMany((row, i) => new[] { ("Ann", "no"), ("Ben", i == 0 ? "positive" : "no") }
            .Select(l => $$"""{"id":"{{row.GetProperty("id").GetString()}}","label":"{{l.Item2}}","annotator":"{{l.Item1}}"}""" + "\n"))));
        Assert.Equal($"Imported 16 labels into gold {id}.\n", (await RunAsync("gold", "import", "labels.jsonl", "--draw", id)).Out);
        Assert.Contains("Two people agree on 7 of 8 items", (await RunAsync("gold", "show", id)).Out, StringComparison.Ordinal);

        var dispute = Assert.Single(JsonElement.Parse((await RunAsync("gold", "adjudicate", id, "--as", "Cleo", "--json")).Out).EnumerateArray());
        Assert.Equal("positive", dispute.GetProperty("second").GetProperty("answer").GetString());
        var item = dispute.GetProperty("id").GetString()!;
        Assert.Equal($"Item {item} is decided: no.\n", (await RunAsync("gold", "adjudicate", id, "--as", "Cleo", "--item", item, "--answer", "no")).Out);
        Assert.Contains("0 disagreements open; drawn at random from 40 items", (await RunAsync("gold")).Out, StringComparison.Ordinal);

        Assert.Equal(17, (await RunAsync("gold", "export", id)).Out.Count(c => c == '\n'));
        Assert.Equal(ExitCode.Ok, (await RunAsync("gold", "delete", id)).Code);
        Assert.Equal(ExitCode.NotFound, (await RunAsync("gold", "show", id)).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("log", "verify")).Code);
    }

    [Fact]
    public async Task What_cannot_be_drawn_or_imported_is_refused_with_the_fix()
    {
        Assert.Contains("Which column is to be labelled?", (await RunAsync("gold", "draw", Write("two.csv", "id,a,b\n1,x,y\n"), "--codebook", "tone.yaml", "--size", "1")).Error, StringComparison.Ordinal);
        Assert.Contains("only 40 different texts", (await RunAsync("gold", "draw", "rows.csv", "--codebook", "tone.yaml", "--size", "41")).Error, StringComparison.Ordinal);
        Assert.Contains("Say what the labels are of", (await RunAsync("gold", "import", "rows.csv")).Error, StringComparison.Ordinal);
        Assert.Contains("Unknown format 'xml'", (await RunAsync("gold", "import", "rows.csv", "--draw", "x", "--format", "xml")).Error, StringComparison.Ordinal);
        Assert.Contains("There is no gold 'nothere'", (await RunAsync("gold", "show", "nothere")).Error, StringComparison.Ordinal);
        Assert.Equal("There is no gold. Draw some: roundtable gold draw ITEMS --codebook FILE --size 100\n", (await RunAsync("gold")).Out);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);

    private string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(_data.FullName, name), text);
        return name;
    }
}
