using System.Globalization;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Remote;

namespace Roundtable.Tests.Workspace.Remote;

/// <summary>A corpus in S3, scanned by the program itself against a server that others wrote.</summary>
public sealed class S3Tests(S3Server server) : IClassFixture<S3Server>, IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("rt-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_prefix_is_scanned_in_shards_with_the_card_beside_it_and_its_rows_are_shown()
    {
        for (var f = 0; f < 3; f++)
        {
            await server.PutAsync($"set/part-{f}.jsonl", string.Concat(Enumerable.Range(0, 100).Select(i => $$"""{"text":"This is row {{i}} of the part {{f}}, which is in a bucket."}""" + "\n")));
        }

        await server.PutAsync("set/README.md", "---\nlicense: mit\nsource_datasets: original\n---\n# A set\n");
        await server.PutAsync("set/.hidden.jsonl", "{\"text\":\"not to be read at all\"}\n");
        await server.PutAsync("settings.jsonl", "{\"text\":\"not under the prefix, only like it\"}\n");
        var (whole, shards) = (In("whole"), In("shards"));
        var said = await RunAsync(ExitCode.Ok, "scan", "s3://corpus/set", "--out", whole, "--dry-run");
        Assert.Contains("300", said, StringComparison.Ordinal);
        var report = await File.ReadAllTextAsync(Path.Combine(whole, "report.json"), Cancellation);
        Assert.Contains("s3://corpus/set/part-2.jsonl", report, StringComparison.Ordinal);
        Assert.Contains("s3://corpus/set/.hidden.jsonl", report, StringComparison.Ordinal);
        Assert.Contains("\"mit\"", report, StringComparison.Ordinal);
        Assert.DoesNotContain("settings", report, StringComparison.Ordinal);

        await RunAsync(ExitCode.Ok, "scan", "s3://corpus/set/", "--out", shards, "--dry-run", "--shard", "1/2");
        await RunAsync(ExitCode.Ok, "scan", "s3://corpus/set/", "--out", shards, "--dry-run", "--shard", "2/2");
        await RunAsync(ExitCode.Ok, "scan", "merge", shards, "--dry-run");
        Assert.Equal(report, await File.ReadAllTextAsync(Path.Combine(shards, "report.json"), Cancellation));

        Assert.Contains("row 41 of the part 1", await RunAsync(ExitCode.Ok, "corpus", "show", whole, "s3://corpus/set/part-1.jsonl:42"), StringComparison.Ordinal);
        await server.PutAsync("set/part-1.jsonl", "{\"text\":\"This is something else now.\"}\n");
        var (_, error) = await RunAsync("corpus", "show", whole, "s3://corpus/set/part-1.jsonl:42");
        Assert.Contains("changed since it was scanned", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_changes_between_two_shards_stops_the_scan()
    {
        await server.PutAsync("moving/a.jsonl", "{\"text\":\"This is the first of all rows.\"}\n");
        await server.PutAsync("moving/b.jsonl", "{\"text\":\"This is the second of all rows.\"}\n");
        await RunAsync(ExitCode.Ok, "scan", "s3://corpus/moving", "--out", In("moving"), "--dry-run", "--shard", "1/2");
        await server.PutAsync("moving/b.jsonl", "{\"text\":\"This is the other one of all rows.\"}\n");
        var (code, error) = await RunAsync("scan", "s3://corpus/moving", "--out", In("moving"), "--dry-run", "--shard", "2/2");
        Assert.NotEqual(ExitCode.Ok, code);
        Assert.Contains("holds a scan of other files", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_longer_than_a_page_and_what_is_not_there_is_told()
    {
        await Parallel.ForAsync(0, 1010, new ParallelOptions { CancellationToken = Cancellation }, async (i, _) => await server.PutAsync($"many/{i:D4}.jsonl", "{}\n"));
        var found = await new S3Source(server.Client).ListAsync("s3://corpus/many", new Retries(TimeProvider.System), Cancellation);
        Assert.Equal(Enumerable.Range(0, 1010).Select(i => string.Create(CultureInfo.InvariantCulture, $"s3://corpus/many/{i:D4}.jsonl")), found.Select(f => f.Address));
        Assert.All(found, f => Assert.Equal(3, f.Length));

        Assert.Contains("s3://corpus/none", (await RunAsync("scan", "s3://corpus/none", "--out", In("none"))).Error, StringComparison.Ordinal);
        Assert.Contains("s3://no-bucket", (await RunAsync("scan", "s3://no-bucket/a", "--out", In("none"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_told_and_not_shown()
    {
        await server.PutAsync("closed/a.jsonl", "{\"text\":\"This is a row of its own.\"}\n");
        var program = Program();
        program.Variables["AWS_ACCESS_KEY_ID"] = "nobody";
        program.Variables["AWS_SECRET_ACCESS_KEY"] = "not-the-secret";
        var (code, output, error) = await program.RunAsync(Cancellation, "scan", "s3://corpus/closed", "--out", In("closed"));
        Assert.NotEqual(ExitCode.Ok, code);
        Assert.Contains("S3 refuses s3://corpus/closed", error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-secret", output + error, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(int expected, params string[] arguments)
    {
        var (code, output, error) = await Program().RunAsync(Cancellation, arguments);
        Assert.True(code == expected, error);
        return output;
    }

    private async Task<(int Code, string Error)> RunAsync(params string[] arguments)
    {
        var (code, _, error) = await Program().RunAsync(Cancellation, arguments);
        return (code, error);
    }

    private RoundtableProcess Program()
    {
        var program = new RoundtableProcess(_data.FullName);
        foreach (var (name, value) in server.Variables)
        {
            program.Variables[name] = value;
        }

        return program;
    }

    private string In(string name) => Path.Combine(_data.FullName, name);
}
