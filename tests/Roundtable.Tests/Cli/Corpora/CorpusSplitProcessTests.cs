using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Corpora;

/// <summary>Corpora cut into files: duplicates, test items and sensitive data left out or masked.</summary>
public sealed class CorpusSplitProcessTests : IDisposable
{
    private const string Long = "It was a long way to the lighthouse, and the keeper had told them that nobody would be there before the evening came over the bay";
    private const string Item = "A train leaves the station at nine and goes forty miles an hour; how far is it from there at a quarter past eleven?";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public CorpusSplitProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Duplicates_are_dropped_but_for_one()
    {
        await ScanAsync([Long, "Something else entirely.", Long + " with three words", Long, Long + " with three words and then"]);
        Assert.Equal([Long, "Something else entirely."], await SplitAsync("first", "--dedupe", "keep-first"));
        Assert.Equal(["Something else entirely.", Long + " with three words and then"], await SplitAsync("longest", "--dedupe", "keep-longest"));
        Assert.Equal(5, (await SplitAsync("all")).Count);
        Assert.Equal("0,,0,0,0", string.Join(',', Labels().Select(l => l.TryGetProperty("cluster", out var c) ? c.GetRawText() : "")));
    }

    [Fact]
    public async Task Rows_with_test_items_are_dropped_where_a_benchmark_was_looked_for()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "test.jsonl"), JsonSerializer.Serialize(new { question = Item }) + "\n", Cancellation);
        await ScanAsync([$"Please solve: {Item.ToUpperInvariant()} Thanks!", "Something else entirely."], "--against", "test.jsonl=benchmark:trains");
        Assert.Equal(["Something else entirely."], await SplitAsync("clean", "--drop", "contaminated"));
        await ScanAsync(["Something else entirely."]);
        var (code, _, error) = await _program.RunAsync(Cancellation, "corpus", "split", "report", "--out", "none", "--drop", "contaminated");
        Assert.NotEqual(ExitCode.Ok, code);
        Assert.Contains("looked for no benchmark", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_data.FullName, "none")));
    }

    [Fact]
    public async Task Sensitive_data_is_dropped_masked_and_never_shown()
    {
        const string secret = "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", mail = "jane@gmail.com";
        await ScanAsync([$"The key is {secret}.", $"Write to {mail}, please.", "Write to me@example.com, please."]);
        Assert.Equal(["Write to me@example.com, please."], await SplitAsync("none", "--drop", "secrets", "--drop", "personal"));
        Assert.Equal(2, (await SplitAsync("keys", "--drop", "personal")).Count);
        Assert.Equal(
            ["The key is [API-KEY].", "Write to [EMAIL-ADDRESS], please.", "Write to me@example.com, please."],
            await SplitAsync("masked", "--mask", "secrets", "--mask", "personal"));
        var shown = (await _program.RunAsync(Cancellation, "corpus", "show", "report")).Out + (await _program.RunAsync(Cancellation, "corpus", "show", "report", "--json")).Out;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_data.FullName, "report")))
        {
            shown += await File.ReadAllTextAsync(file, Cancellation);
        }

        Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(mail, shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'text':'A text of some words.','email':'jane@gmail.com'}")]
    [InlineData("{'text':'A text of some words.','who':{'all':[{'x':'jane@gmail.com'}]}}")]
    [InlineData("{'text':'A text of some words.','e':'\\u006aane@gmail.com'}")]
    [InlineData("{'text':'A text of some words.','paid_with':4539578763621486}")]
    [InlineData("{'text':'A text of some words.','source':'jane@gmail.com'}")]
    [InlineData("{'messages':[{'role':'user','name':'jane@gmail.com','content':'A text of some words.'}]}")]
    [InlineData("{'messages':[{'from':'jane@gmail.com','content':'A text of some words.'}]}")]
    public async Task Personal_data_in_fields_that_are_no_text_is_found_dropped_and_masked(string row)
    {
        const string other = "{\"text\":\"Nothing of anybody.\",\"id\":1234567890123456}\n";
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "rows.jsonl"), row.Replace('\'', '"') + "\n" + other, Cancellation);
        var (code, said, error) = await _program.RunAsync(Cancellation, "scan", "rows.jsonl", "--out", "report", "--dry-run");
        Assert.True(code == ExitCode.Ok, error);
        Assert.Contains("In all fields of the rows, 0 keys, tokens and passwords and 1 pieces of personal data were found", said, StringComparison.Ordinal);
        await _program.RunAsync(Cancellation, "corpus", "split", "report", "--out", "dropped", "--drop", "personal");
        Assert.Equal(other, await File.ReadAllTextAsync(Assert.Single(Directory.EnumerateFiles(Path.Combine(_data.FullName, "dropped"))), Cancellation));
        await _program.RunAsync(Cancellation, "corpus", "split", "report", "--out", "masked", "--mask", "personal");
        var masked = await File.ReadAllTextAsync(Assert.Single(Directory.EnumerateFiles(Path.Combine(_data.FullName, "masked"))), Cancellation);
        Assert.DoesNotContain("ane@gmail.com", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("4539578763621486", masked, StringComparison.Ordinal);
        Assert.EndsWith(other, masked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text,label,\"a \"\"name\"\"\",label\nWhere is the card that I ordered?,card,1,x\nWhy was I charged a fee for it?,,\"2,5\",y\n",
        "{\"text\":\"Where is the card that I ordered?\",\"label\":\"card\",\"a \\\"name\\\"\":\"1\",\"column 4\":\"x\"}\n{\"text\":\"Why was I charged a fee for it?\",\"label\":\"\",\"a \\\"name\\\"\":\"2,5\",\"column 4\":\"y\"}\n")]
    [InlineData("\uFEFFWhere is the card that I ordered?;7\nWhy was I charged a fee for it?;8\n",
        "{\"column 1\":\"Where is the card that I ordered?\",\"column 2\":\"7\"}\n{\"column 1\":\"Why was I charged a fee for it?\",\"column 2\":\"8\"}\n")]
    public async Task Rows_of_a_table_keep_all_their_columns(string table, string rows)
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "rows.csv"), table, Cancellation);
        await _program.RunAsync(Cancellation, "scan", "rows.csv", "--out", "report", "--dry-run");
        await _program.RunAsync(Cancellation, "corpus", "split", "report", "--out", "cut");
        Assert.Equal(rows, await File.ReadAllTextAsync(Path.Combine(_data.FullName, "cut", "unknown.jsonl"), Cancellation));
    }

    [Fact]
    public async Task Personal_data_in_columns_of_a_table_is_found()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "rows.csv"), "id,text,mail\n1,A text of some words.,jane@gmail.com\n2,Some other words that are here.,\n", Cancellation);
        await _program.RunAsync(Cancellation, "scan", "rows.csv", "--out", "report", "--dry-run");
        var (_, said, _) = await _program.RunAsync(Cancellation, "corpus", "split", "report", "--out", "dropped", "--drop", "personal");
        Assert.Contains("left out, personal: 1 rows", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_ruling_denies_is_dropped_and_what_is_unsettled_is_not()
    {
        var rows = new[] { ("By a model.", "gpt-4"), ("By a person.", "human"), ("By nobody knows whom.", "") };
        await File.WriteAllLinesAsync(
            Path.Combine(_data.FullName, "rows.jsonl"), rows.Select(r => JsonSerializer.Serialize(new { text = r.Item1, model = r.Item2 })), Cancellation);
        var (scanned, _, why) = await _program.RunAsync(Cancellation, "scan", "rows.jsonl", "--out", "report");
        Assert.True(scanned == ExitCode.Ok, why);
        var (code, said, error) = await _program.RunAsync(
            Cancellation, "corpus", "split", "report", "--out", "cut", "--drop", "denied", "--use", "train-competing");
        Assert.True(code == ExitCode.Ok, error);
        Assert.Contains("1", said, StringComparison.Ordinal);
        var left = string.Concat(Directory.EnumerateFiles(Path.Combine(_data.FullName, "cut"), "*.jsonl").Select(File.ReadAllText));
        Assert.DoesNotContain("By a model.", left, StringComparison.Ordinal);
        Assert.Contains("By a person.", left, StringComparison.Ordinal);
        Assert.Contains("By nobody knows whom.", left, StringComparison.Ordinal);
        var (refused, _, needs) = await _program.RunAsync(Cancellation, "corpus", "split", "report", "--out", "none", "--drop", "denied");
        Assert.NotEqual(ExitCode.Ok, refused);
        Assert.Contains("--use", needs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_with_test_items_and_with_personal_data_are_shown_alone()
    {
        await File.WriteAllTextAsync(Path.Combine(_data.FullName, "test.jsonl"), JsonSerializer.Serialize(new { question = Item }) + "\n", Cancellation);
        await ScanAsync([Item, "Write to jane@gmail.com, please.", "Write to me@example.com, please."], "--against", "test.jsonl=benchmark:trains", "--parquet");
        foreach (var (option, row) in (IEnumerable<(string, int)>)[("--contaminated", 1), ("--sensitive", 2)])
        {
            var shown = (await _program.RunAsync(Cancellation, "corpus", "show", "report", option, "--json")).Out;
            Assert.Equal([row], JsonDocument.Parse(shown).RootElement.EnumerateArray().Select(r => r.GetProperty("row").GetInt32()));
        }
    }

    private IEnumerable<JsonElement> Labels() =>
        File.ReadLines(Path.Combine(_data.FullName, "report", "rows.jsonl")).Select(l => JsonDocument.Parse(l).RootElement);

    private async Task ScanAsync(string[] texts, params string[] options)
    {
        var rows = texts.Select(t => JsonSerializer.Serialize(new { text = t }));
        await File.WriteAllLinesAsync(Path.Combine(_data.FullName, "rows.jsonl"), rows, Cancellation);
        var (code, _, error) = await _program.RunAsync(Cancellation, ["scan", "rows.jsonl", "--out", "report", "--force", .. options]);
        Assert.True(code == ExitCode.Ok, error);
    }

    private async Task<List<string>> SplitAsync(string folder, params string[] options)
    {
        var (code, _, error) = await _program.RunAsync(Cancellation, ["corpus", "split", "report", "--out", "cut-" + folder, .. options]);
        Assert.True(code == ExitCode.Ok, error);
        return [.. File.ReadLines(Path.Combine(_data.FullName, "cut-" + folder, "unknown.jsonl")).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("text").GetString()!)];
    }
}
