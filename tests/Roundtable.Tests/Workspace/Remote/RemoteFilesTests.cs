using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Remote;

namespace Roundtable.Tests.Workspace.Remote;

/// <summary>Files on web servers: read by range they are what they are on disk, and where they are not, it is told.</summary>
public sealed class RemoteFilesTests : IAsyncLifetime
{
    private static readonly string[] _formats = ["a.jsonl", "b.jsonl.gz", "c.parquet", "d.arrow", "e.csv", "f.json", "g.txt"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");
    private FileServer _server = null!;
    private RemoteFiles _remote = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await FileServer.StartAsync();
        _remote = new RemoteFiles(new WorkspaceContext(
            _folder.FullName, null, null, new SkippingTime(), new Dictionary<string, string>(StringComparer.Ordinal) { ["XDG_CONFIG_HOME"] = _folder.FullName }));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_of_every_kind_are_labelled_as_on_disk(bool hasTags)
    {
        _server.HasTags = hasTags;
        WriteAll();
        Assert.Equal(Labels(Local()), Labels(Remote()));
    }

    [Fact]
    public void Broken_answers_are_gone_on_with_and_busy_servers_are_asked_again()
    {
        WriteAll();
        var expected = Labels(Local());

        // Of each file the first answers: broken, refused, broken, broken; in whatever order they are asked for, no read fails as often as it is tried.
        ConcurrentDictionary<string, int> asked = new(StringComparer.Ordinal);
        ConcurrentDictionary<int, int> places = [];
        _server.BreakAfter = n => places[n] is 1 or 3 or 4 ? 1000 : null;
        _server.Before = (n, context) =>
        {
            places[n] = asked.AddOrUpdate(context.Request.Path.Value!, 1, (_, before) => before + 1);
            context.Response.StatusCode = places[n] == 2 ? 503 : 200;
            return Task.FromResult(places[n] == 2);
        };
        Assert.Equal(expected, Labels(Remote()));
    }

    [Fact]
    public void A_server_that_stays_down_fails_the_scan_and_does_not_shorten_it()
    {
        WriteAll();
        var plan = Plan(Remote());
        _server.Before = (_, context) =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(true);
        };
        var failure = Assert.Throws<RemoteException>(() => Finish(plan));
        Assert.Equal(RemoteFailure.Unavailable, failure.Failure);
        Assert.Throws<RemoteException>(() => Plan(Remote()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_changed_after_it_was_listed_is_not_read(bool isOfSameLength)
    {
        WriteAll();
        var plan = Plan(Remote());
        var bytes = _server.Files["/a.jsonl"].ToArray();
        bytes[^3] ^= 1;
        _server.Files["/a.jsonl"] = isOfSameLength ? bytes : bytes[..^40];
        Assert.False(ScanPlan.IsSame(plan.Files[0]));
        var failure = Assert.Throws<RemoteException>(() => Finish(plan));
        Assert.Equal(RemoteFailure.Changed, failure.Failure);
        Assert.Contains("a.jsonl changed while it was scanned", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_parquet_file_only_the_footer_and_the_first_rows_are_fetched_for_the_plan()
    {
        // Five groups of rows, each of one page.
        var random = new Random(1);
        Parquet(In("large.parquet"), Enumerable.Range(0, 600_000).Select(i => $"a text with {random.NextInt64():x} in it"));
        _server.Files["/large.parquet"] = File.ReadAllBytes(In("large.parquet"));
        var plan = Plan([_server.Address("/large.parquet")]);
        Assert.Equal("text", Assert.Single(plan.Files[0].Rows.Plan.Fields).Name);
        Assert.InRange(_server.Sent, 1, _server.Files["/large.parquet"].Length * 6 / 10);
    }

    [Fact]
    public void What_was_examined_before_is_not_examined_again_while_it_is_the_same()
    {
        WriteAll();
        var plan = Plan(Remote());
        var (before, sent) = (_server.Requests, _server.Sent);
        var again = ScanPlan.Make(FileFinder.Find(Remote(), _remote, Cancellation), Settings, Cancellation, plan);
        Assert.Equal(plan.Fingerprint(), again.Fingerprint());
        Assert.Equal((before + _formats.Length, sent + _formats.Length), (_server.Requests, _server.Sent));

        _server.Files["/e.csv"] = Encoding.UTF8.GetBytes("prompt,response\nWhat is it?,It is another table now.\n");
        Assert.NotEqual(plan.Fingerprint(), ScanPlan.Make(FileFinder.Find(Remote(), _remote, Cancellation), Settings, Cancellation, plan).Fingerprint());
    }

    [Fact]
    public void Redirects_are_followed_within_a_scheme()
    {
        WriteAll();
        Redirect("/moved", _server.Address("/a.jsonl"));
        Assert.Equal(Labels([_server.Address("/a.jsonl")]), Labels([_server.Address("/moved")]));

        Redirect("/elsewhere.jsonl", "https://localhost:1/a.jsonl");
        var failure = Assert.Throws<RemoteException>(() => Plan([_server.Address("/elsewhere.jsonl")]));
        Assert.Contains("is not followed", failure.Message, StringComparison.Ordinal);

        Redirect("/round.jsonl", "/round.jsonl");
        Assert.Equal(RemoteFailure.Unsupported, Assert.Throws<RemoteException>(() => Plan([_server.Address("/round.jsonl")])).Failure);
    }

    [Fact]
    public void A_server_without_ranges_is_refused()
    {
        WriteAll();
        _server.HasRanges = false;
        Assert.Contains("does not send parts", Assert.Throws<RemoteException>(() => Plan(Remote())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:1/a.jsonl?X-Amz-Signature=0a", "x-amz-signature")]
    [InlineData("https://localhost:1/a.jsonl?sv=1&sig=0a", "sig")]
    [InlineData("https://user:secret@localhost:1/a.jsonl", "before the host")]
    [InlineData("http://localhost:1/folder/", "--list")]
    [InlineData("s3://", "s3://BUCKET/KEY")]
    public void Addresses_that_would_leak_a_key_or_name_no_file_are_refused(string address, string why)
    {
        var failure = Assert.Throws<RemoteException>(() => Plan([address]));
        Assert.Equal(RemoteFailure.Unsupported, failure.Failure);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0a", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_gone_or_empty_is_told()
    {
        WriteAll();
        _server.Files["/empty.jsonl"] = [];
        Assert.Throws<FileNotFoundException>(() => Plan([_server.Address("/none.jsonl")]));
        var plan = Plan([_server.Address("/empty.jsonl"), _server.Address("/a.jsonl"), _server.Address("/a.jsonl?version=2")]);
        Assert.Equal(["/a.jsonl"], plan.Files.Select(f => new Uri(f.File.Name).AbsolutePath));
        Assert.Equal(["differs from another address in its query alone", "empty"], plan.Skipped.Select(s => s.Reason));

        var files = FileFinder.Find(Remote(), _remote, Cancellation);
        _server.Before = (_, context) =>
        {
            context.Response.StatusCode = 403;
            return Task.FromResult(context.Request.Path == "/e.csv");
        };
        var skipped = Assert.Single(ScanPlan.Make(files, Settings, Cancellation).Skipped);
        Assert.EndsWith("/e.csv", skipped.Name, StringComparison.Ordinal);
        Assert.Contains("403", skipped.Reason, StringComparison.Ordinal);
    }

    private static ScanSettings Settings => new() { Sizes = new BlockSizes(3000, 1 << 20) };

    private ScanPlan Plan(IReadOnlyList<string> paths) => ScanPlan.Make(FileFinder.Find(paths, _remote, Cancellation), Settings, Cancellation);

    private ScanReport Finish(ScanPlan plan)
    {
        var scan = new CorpusScan(plan, Directory.CreateDirectory(In("report-" + Guid.NewGuid())).FullName);
        scan.Label(Shard.Whole, RowKnowledge.None, 2, null, Cancellation);
        return scan.Finish(new byte[32], null, Cancellation);
    }

    /// <summary>The labels without the names of files.</summary>
    private string[] Labels(IReadOnlyList<string> paths)
    {
        var folder = Directory.CreateDirectory(In("report-" + Guid.NewGuid())).FullName;
        var scan = new CorpusScan(Plan(paths), folder);
        scan.Label(Shard.Whole, RowKnowledge.None, 2, null, Cancellation);
        Assert.InRange(scan.Finish(new byte[32], null, Cancellation).Rows, 200, int.MaxValue);
        return [.. File.ReadAllLines(Path.Combine(folder, CorpusScan.RowsFile)).Select(l => l.Replace(_server.Address("/"), "", StringComparison.Ordinal)
            .Replace(_folder.FullName + "/", "", StringComparison.Ordinal).Replace("moved", "a.jsonl", StringComparison.Ordinal))];
    }

    private string[] Local() => [.. _formats.Select(In)];

    private string[] Remote() => [.. _formats.Select(f => _server.Address("/" + f))];

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private void Redirect(string from, string to)
    {
        var before = _server.Before;
        _server.Before = (n, context) =>
        {
            if (context.Request.Path != from)
            {
                return before(n, context);
            }

            context.Response.Redirect(to);
            return Task.FromResult(true);
        };
    }

    private void WriteAll()
    {
        string[] texts = [.. Enumerable.Range(0, 300).Select(i => $"This is text number {i} of three hundred, and it is about as long as {i * 7} others, or {i % 11}.")];
        File.WriteAllLines(In("a.jsonl"), texts.Select(t => $$"""{"prompt":"Say something.","response":"{{t}}"}"""));
        using (var packed = new GZipStream(File.Create(In("b.jsonl.gz")), CompressionLevel.Fastest))
        {
            packed.Write(File.ReadAllBytes(In("a.jsonl")));
        }

        Parquet(In("c.parquet"), texts);
        using (var arrow = File.Create(In("d.arrow")))
        {
            var column = new StringArray.Builder().AppendRange(texts).Build();
            var schema = new Schema.Builder().Field(f => f.Name("text").DataType(Apache.Arrow.Types.StringType.Default)).Build();
            using var writer = new ArrowFileWriter(arrow, schema);
            writer.WriteRecordBatch(new RecordBatch(schema, [column], texts.Length));
            writer.WriteEnd();
        }

        File.WriteAllLines(In("e.csv"), ["prompt,response", .. texts.Select(t => $"Say something.,\"{t}\"")]);
        File.WriteAllText(In("f.json"), $"[{string.Join(",\n", texts.Select(t => $$"""{"text":"{{t}}"}"""))}]");
        File.WriteAllText(In("g.txt"), string.Join("\n\n", texts));
        foreach (var name in _formats)
        {
            _server.Files["/" + name] = File.ReadAllBytes(In(name));
        }
    }

    private static void Parquet(string path, IEnumerable<string> texts)
    {
        using var file = File.Create(path);
        var table = new TableWriter(file, [new TableColumn("text", TableColumnKind.Text)]);
        foreach (var text in texts)
        {
            table.Add(text);
        }

        table.End();
    }
}
