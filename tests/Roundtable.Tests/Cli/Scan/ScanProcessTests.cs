using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Scan;

/// <summary>Scanning as a person meets it.</summary>
public sealed class ScanProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public ScanProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Corpus => Path.Combine(_data.FullName, "corpus");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_folder_becomes_a_report_a_sidecar_and_a_leaf()
    {
        Write("chat.jsonl", """{"messages":[{"role":"user","content":"Hello there."},{"role":"assistant","content":"As an AI language model, I greet you."}],"model":"gpt-4o"}""", "broken", """{"messages":[],"model":"gpt-4o"}""");
        Write("people.txt", "Somebody wrote this.", "", "And that.");
        Write("README.md", "---", "license: cc-by-4.0", "language_creators: [crowdsourced]", "---", "# Data");
        var (code, output, error) = await RunAsync("scan", Corpus, "--out", Path.Combine(_data.FullName, "report"), "--use", "train-competing");
        Assert.True(code == ExitCode.Denied, $"{code}: {error}");
        Assert.Contains("On the record as leaf 0", output, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_data.FullName, "report", "report.json"), Cancellation));
        var root = report.RootElement;
        Assert.Equal(5, root.GetProperty("rows").GetInt32());
        Assert.Equal("train-competing", root.GetProperty("ruling").GetProperty("use").GetString());
        Assert.Equal("openai", root.GetProperty("sources")[0].GetProperty("vendor").GetString());
        Assert.Equal(2, root.GetProperty("origins").EnumerateArray().Single(o => o.GetProperty("name").GetString() == "human").GetProperty("rows").GetInt32());
        Assert.Contains("\"row\":2,\"reason\":\"not JSON", await File.ReadAllTextAsync(Path.Combine(_data.FullName, "report", "set-aside.jsonl"), Cancellation), StringComparison.Ordinal);
        Assert.Contains("What the corpus holds", await File.ReadAllTextAsync(Path.Combine(_data.FullName, "report", "report.html"), Cancellation), StringComparison.Ordinal);

        var (_, again, _) = await RunAsync("scan", Corpus, "--out", Path.Combine(_data.FullName, "report"));
        Assert.Contains("Nothing changed", again, StringComparison.Ordinal);
        Assert.Contains("On the record as leaf 0", again, StringComparison.Ordinal);
        Write("chat.jsonl", """{"text":"another"}""");
        var (other, _, why) = await RunAsync("scan", Corpus, "--out", Path.Combine(_data.FullName, "report"));
        Assert.Equal(ExitCode.Unwritable, other);
        Assert.Contains("--force", why, StringComparison.Ordinal);
        var (shown, leaf, _) = await RunAsync("log", "show", "0", "--json");
        Assert.Equal(ExitCode.Ok, shown);
        Assert.Contains("\"kind\":\"scan\"", leaf, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync("log", "verify")).Code);
    }

    [Fact]
    public async Task A_report_that_could_not_go_on_the_record_goes_there_with_the_next_command_and_is_ruled_on_again()
    {
        Write("a.jsonl", """{"text":"Somebody's model wrote this.","model":"gpt-4o"}""");
        var report = Path.Combine(_data.FullName, "report");
        await using (await Roundtable.Record.Storage.RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation))
        {
            var (code, _, error) = await RunAsync("scan", Corpus, "--out", report);
            Assert.Equal(ExitCode.InUse, code);
            Assert.Contains("not on the record yet", error, StringComparison.Ordinal);
        }

        var rows = await File.ReadAllBytesAsync(Path.Combine(report, "rows.jsonl"), Cancellation);
        Assert.Contains("On the record as leaf 0", (await RunAsync("scan", Corpus, "--out", report)).Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(report, "work")));
        Assert.Equal(ExitCode.Denied, (await RunAsync("scan", Corpus, "--out", report, "--use", "train-competing")).Code);
        Assert.Contains("train-competing", await File.ReadAllTextAsync(Path.Combine(report, "report.md"), Cancellation), StringComparison.Ordinal);
        Assert.Contains("leaf 0", (await RunAsync("scan", Corpus, "--out", report)).Out, StringComparison.Ordinal);
        Assert.Contains("train-competing", await File.ReadAllTextAsync(Path.Combine(report, "report.md"), Cancellation), StringComparison.Ordinal);
        Assert.Equal(rows, await File.ReadAllBytesAsync(Path.Combine(report, "rows.jsonl"), Cancellation));
    }

    [Fact]
    public async Task What_was_said_here_is_found_again_and_rows_are_looked_at_compared_and_cut()
    {
        Assert.Equal(ExitCode.Ok, (await RunAsync("ask", "Is it so?", "--option", "Yes", "--option", "No")).Code);
        using var session = JsonDocument.Parse((await RunAsync("sessions", "show", "last", "--json")).Out);
        var said = session.RootElement.GetProperty("rounds")[0].GetProperty("ballots")[0].GetProperty("reasoning").GetString()!;
        Write("a.jsonl", JsonSerializer.Serialize(new { prompt = "q", response = said }), """{"prompt":"q","response":"People wrote this themselves.","source":"human"}""", """{"prompt":"q","response":"As an AI language model, I did.","model":"gpt-4o"}""");
        var report = Path.Combine(_data.FullName, "report");
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", Corpus, "--out", report)).Code);
        var (_, shown, _) = await RunAsync("corpus", "show", report, "--evidence", "recorded");
        Assert.Contains("equal to a simulated answer on the record", shown, StringComparison.Ordinal);
        var (code, traced, error) = await RunAsync("trace", said);
        Assert.True(code == ExitCode.Ok, error);
        Assert.Contains(session.RootElement.GetProperty("id").GetString()!, traced, StringComparison.Ordinal);
        Assert.Contains("a.jsonl, row 1: equal", traced, StringComparison.Ordinal);
        Assert.Contains("a.jsonl, row 2", (await RunAsync("trace", "people wrote this")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync("trace", "nobody ever said these words")).Code);

        Assert.Contains("synthetic.jsonl: 1 rows", (await RunAsync("corpus", "split", report, "--out", Path.Combine(_data.FullName, "cut"))).Out, StringComparison.Ordinal);
        Assert.Equal("""{"prompt":"q","response":"People wrote this themselves.","source":"human"}""" + "\n", await File.ReadAllTextAsync(Path.Combine(_data.FullName, "cut", "human.jsonl"), Cancellation));
        var (_, drawn, _) = await RunAsync("corpus", "sample", report, "--rows", "1", "--origin", "synthetic");
        Assert.Equal("As an AI language model, I did.", JsonDocument.Parse(drawn).RootElement.GetProperty("texts")[1].GetProperty("text").GetString());
        Write("a.jsonl", """{"prompt":"q","response":"People wrote this themselves.","source":"gpt-4o"}""");
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", Corpus, "--out", report + "2")).Code);
        var (_, difference, _) = await RunAsync("corpus", "diff", report, report + "2");
        Assert.Contains("0 were added, 2 removed, 0 edited", difference, StringComparison.Ordinal);
        Assert.Contains("1 from human to synthetic", difference, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadData, (await RunAsync("corpus", "show", report)).Code);
    }

    [Fact]
    public async Task Who_signs_for_rows_is_believed_where_they_are_trusted()
    {
        Write("a.jsonl", """{"text":"Somebody wrote this with a pen."}""", """{"text":"And this was found."}""");
        var (report, key, note) = (Path.Combine(_data.FullName, "report"), Path.Combine(_data.FullName, "key"), Path.Combine(_data.FullName, "note"));
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", Corpus, "--out", report)).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync("corpus", "attest", report, "--as", "human", "--says", "I was there.", "--key", key, "--out", note)).Code);
        var (code, said, error) = await RunAsync("corpus", "attest", report, "--as", "human", "--says", "I was there.", "--key", key, "--name", "jane@example.org", "--out", note);
        Assert.True(code == ExitCode.Ok, error);
        var trust = said.Trim().Split(' ')[^1];
        Assert.Equal(ExitCode.Usage, (await RunAsync("scan", Corpus, "--out", report + "2", "--attested", note)).Code);
        Assert.Equal(ExitCode.BadData, (await RunAsync("scan", Corpus, "--out", report + "2", "--attested", note, "--trust", Roundtable.Record.Checkpoints.SigningKey.New("other").Verifier.ToString())).Code);
        var (_, output, why) = await RunAsync("scan", Corpus, "--out", report + "2", "--attested", note, "--trust", trust, "--json");
        Assert.True(output.Contains("\"name\":\"attested, strong\",\"rows\":2", StringComparison.Ordinal), output + why);
        await File.AppendAllTextAsync(note + ".rows", new string('0', 64) + "\n", Cancellation);
        Assert.Contains("not the one that was signed", (await RunAsync("scan", Corpus, "--out", report + "3", "--attested", note, "--trust", trust)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_to_the_same_bytes()
    {
        Directory.CreateDirectory(Corpus);
        var random = new Random(3);
        await File.WriteAllLinesAsync(Path.Combine(Corpus, "a.jsonl"), Enumerable.Range(0, 250_000).Select(i => $$"""{"text":"{{string.Join(' ', Enumerable.Range(0, 40).Select(_ => random.Next(5000)))}}"}"""), Cancellation);
        var (one, two) = (Path.Combine(_data.FullName, "one"), Path.Combine(_data.FullName, "two"));
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", Corpus, "--out", one, "--threads", "1")).Code);
        var kills = 0;
        while (kills < TestDepth.Of(3, 40))
        {
            using var process = _program.Start("scan", Corpus, "--out", two, "--threads", "1");
            var before = Count(two);
            while (Count(two) <= before && !process.HasExited)
            {
                await Task.Delay(5, Cancellation);
            }

            if (process.HasExited)
            {
                break;
            }

            process.Kill();
            await process.WaitForExitAsync(Cancellation);
            kills++;
        }

        Assert.True(kills > 0);
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", Corpus, "--out", two)).Code);
        foreach (var name in Directory.EnumerateFiles(one).Select(Path.GetFileName))
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(one, name!), Cancellation), await File.ReadAllBytesAsync(Path.Combine(two, name!), Cancellation));
        }
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_with_the_record_and_the_registry_of_its_beginning()
    {
        Directory.CreateDirectory(Corpus);
        await File.WriteAllLinesAsync(Path.Combine(Corpus, "a.jsonl"), Enumerable.Range(0, 120_000).Select(i => $$"""{"text":"row {{i}} of rows that tell nothing, and that are there to take some time, {{i * 7}}","source":"a-forum"}"""), Cancellation);
        Assert.Equal(ExitCode.Ok, (await RunAsync("ask", "Is it so?", "--option", "Yes", "--option", "No")).Code);
        var (one, two) = (Path.Combine(_data.FullName, "one"), Path.Combine(_data.FullName, "two"));
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", Corpus, "--out", one, "--threads", "1")).Code);
        using (var process = _program.Start("scan", Corpus, "--out", two, "--threads", "1"))
        {
            while (Count(two) == 0 && !process.HasExited)
            {
                await Task.Delay(5, Cancellation);
            }

            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }

        // Both grow, and the collection of the record is made again.
        var entry = Path.Combine(_data.FullName, "forum.yaml");
        await File.WriteAllTextAsync(entry, "dataset: a-forum\nversion: \"1\"\norigin: synthetic\n", Cancellation);
        var (added, _, why) = await RunAsync("registry", "add", entry);
        Assert.True(added == ExitCode.Ok, why);
        Assert.Equal(ExitCode.Ok, (await RunAsync("ask", "And now?", "--option", "Yes", "--option", "No")).Code);
        await RunAsync("trace", "words that nobody said");
        Assert.Contains("\"plan\":", (await RunAsync("scan", Corpus, "--out", two, "--json")).Out, StringComparison.Ordinal);
        foreach (var name in Directory.EnumerateFiles(one).Select(Path.GetFileName))
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(one, name!), Cancellation), await File.ReadAllBytesAsync(Path.Combine(two, name!), Cancellation));
        }

        Assert.Equal(ExitCode.Unwritable, (await RunAsync("scan", Corpus, "--out", two)).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", Corpus, "--out", two, "--force")).Code);
        Assert.NotEqual(await File.ReadAllBytesAsync(Path.Combine(one, "rows.jsonl"), Cancellation), await File.ReadAllBytesAsync(Path.Combine(two, "rows.jsonl"), Cancellation));
    }

    [Fact]
    public async Task Shards_on_folders_of_their_own_merge_to_the_same_bytes()
    {
        Write("a.jsonl", [.. Enumerable.Range(0, 300).Select(i => $$"""{"text":"row number {{i % 40}} of a file of rows"}""")]);
        Write("b.txt", "One.", "", "Two.");
        var folders = Enumerable.Range(1, 3).Select(i => Path.Combine(_data.FullName, $"part{i}")).ToArray();
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(ExitCode.Ok, (await RunAsync("scan", Corpus, "--out", folders[i - 1], "--shard", $"{i}/3")).Code);
        }

        var whole = Path.Combine(_data.FullName, "whole");
        Assert.Equal(ExitCode.BadData, (await RunAsync("scan", "merge", folders[0], "--out", Path.Combine(_data.FullName, "less"))).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", Corpus, "--out", whole)).Code);
        var merged = await RunAsync(["scan", "merge", .. folders, "--out", Path.Combine(_data.FullName, "merged")]);
        Assert.True(merged.Code == ExitCode.Ok, merged.Error);
        foreach (var name in Directory.EnumerateFiles(whole).Select(Path.GetFileName))
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(whole, name!), Cancellation), await File.ReadAllBytesAsync(Path.Combine(_data.FullName, "merged", name!), Cancellation));
        }
    }

    [Fact]
    public async Task What_was_not_read_is_told_and_can_be_refused()
    {
        Write("a.jsonl", """{"text":"one short text","other":"Which of the planets has the most moons of all, and how many are there?"}""");
        var benchmark = Path.Combine(_data.FullName, "benchmark.jsonl");
        await File.WriteAllTextAsync(benchmark, "{\"question\":\"Which of the planets has the most moons of all, and how many are there?\"}\n", Cancellation);
        string[] scan = ["scan", Corpus, "--against", benchmark + "=benchmark", "--dry-run", "--require-read", "95%"];
        var all = await RunAsync([.. scan, "--out", Path.Combine(_data.FullName, "all")]);
        Assert.True(all.Code == ExitCode.Ok, all.Error);
        Assert.Contains("All text-like bytes were read.", all.Out, StringComparison.Ordinal);
        Assert.Contains("benchmark.jsonl: 1 of 1 test items were found, in 1 row.", all.Out, StringComparison.Ordinal);
        var none = await RunAsync("scan", Corpus, "--dry-run", "--require-read", "1.5", "--out", Path.Combine(_data.FullName, "none"));
        Assert.Equal(ExitCode.Usage, none.Code);
        Assert.False(Directory.Exists(Path.Combine(_data.FullName, "none")));
        var some = await RunAsync([.. scan, "--out", Path.Combine(_data.FullName, "some"), "--field", "text=text"]);
        Assert.Equal(ExitCode.CheckFailed, some.Code);
        Assert.Contains("--require-read: 16.4 % of the text-like bytes were read, less than 95.0 %.", some.Error, StringComparison.Ordinal);
        Assert.Contains("benchmark.jsonl: in the 16.4 % of the text that was read, 0 of 1 test items were found", some.Out, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_data.FullName, "some", "report.json"), Cancellation));
        Assert.Equal(71, report.RootElement.GetProperty("unread").GetInt64());
        Assert.Equal(0.1647, report.RootElement.GetProperty("files")[0].GetProperty("read").GetDouble());
        Assert.Contains("16.4 % of the text was read", await File.ReadAllTextAsync(Path.Combine(_data.FullName, "some", "report.md"), Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text.inner=text", "text.inner")]
    [InlineData("txt=text", "txt")]
    [InlineData("text[].inner=response", "text[].inner")]
    [InlineData("made_by=model", "made_by")]
    public async Task A_field_that_no_row_has_is_refused(string field, string name)
    {
        Write("a.jsonl", """{"text":"one short text","note":"another text of some length"}""");
        Write("b.csv", "text,note\none short text,another text of some length\n");
        var folder = Path.Combine(_data.FullName, "refused");
        var (code, _, error) = await RunAsync("scan", Corpus, "--dry-run", "--out", folder, "--field", field);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains($"no row has a field '{name}'; without --field ", error, StringComparison.Ordinal);
        Assert.Contains(" is read as text, note", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("""{"a":{"b":["x y z words and more"]}}""", "a.b[]=text")]
    [InlineData("""{"a":{"b":["x y z words and more"]}}""", "a.b[0]=text")]
    [InlineData("""{"a.b":"x y z words and more"}""", "a.b=text")]
    [InlineData("""{"a":"{\"b\":\"x y z words and more\"}"}""", "a.b=text")]
    [InlineData("""{"a":{"id1":{"b":"x y z words and more"}}}""", "a.*.b=text")]
    [InlineData("\"x y z words and more\"", "$=text")]
    public async Task A_field_that_a_row_has_is_read(string row, string field)
    {
        Write("a.jsonl", row);
        var (code, output, error) = await RunAsync("scan", Corpus, "--dry-run", "--out", Path.Combine(_data.FullName, "read"), "--field", field);
        Assert.True(code == ExitCode.Ok, error);
        Assert.Contains("1 rows, 6 words", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_may_be_further_on_is_warned_of_and_nothing_read_is_no_success()
    {
        Write("a.jsonl", [.. Enumerable.Range(0, 5000).Select(i => $$"""{"text":"one short text of number {{i}}"}""")]);
        var (code, output, error) = await RunAsync("scan", Corpus, "--dry-run", "--out", Path.Combine(_data.FullName, "late"), "--field", "txt=text");
        Assert.Equal(ExitCode.CheckFailed, code);
        Assert.Contains("none of the rows that were looked at first has a field 'txt'", error, StringComparison.Ordinal);
        Assert.Contains("Nothing of the text was read", error, StringComparison.Ordinal);
        Assert.Contains("In the 0.0 % of the text that was read, 0 rows are equal", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completions_that_differ_have_origins_of_their_own_and_the_row_is_their_sum()
    {
        Write("a.jsonl", """{"prompt":"q","chosen":"one answer","rejected":"another","chosen_model":"gpt-4","rejected_model":"human"}""");
        var report = Path.Combine(_data.FullName, "report");
        Assert.Equal(ExitCode.Ok, (await RunAsync("scan", Corpus, "--dry-run", "--out", report)).Code);
        using var row = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(report, "rows.jsonl"), Cancellation));
        Assert.Equal("mixed", row.RootElement.GetProperty("origin").GetString());
        Assert.Equal(
            """[{"field":"chosen","turn":0,"origin":"synthetic","models":["gpt-4"]},{"field":"rejected","turn":0,"origin":"human","models":[]}]""",
            row.RootElement.GetProperty("completions").GetRawText());
    }

    private static int Count(string folder) => Directory.Exists(Path.Combine(folder, "work")) ? Directory.EnumerateFiles(Path.Combine(folder, "work"), "*.rows").Count() : 0;

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);

    private void Write(string name, params string[] lines)
    {
        Directory.CreateDirectory(Corpus);
        File.WriteAllLines(Path.Combine(Corpus, name), lines);
    }
}
