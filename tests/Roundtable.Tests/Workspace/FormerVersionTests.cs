using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Web;

namespace Roundtable.Tests.Workspace;

/// <summary>A data directory of the version before this one, in the hands of this one: everything is read, something is added, nothing is lost.</summary>
public sealed class FormerVersionTests : IDisposable
{
    private readonly FormerVersion _former = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Verbs that read, and a text of what they say. <c>ID</c> is the oldest session, <c>REPORT</c> the scan's folder, <c>OUT</c> a new file.</summary>
    private static readonly (string Verb, string Says)[] _readers =
    [
        ("sessions list --json", FormerVersion.Question),
        ("sessions show ID", FormerVersion.Question),
        ("sessions show ID --json", "\"receipt\""),
        ("sessions search colour door --json", FormerVersion.Question),
        ("sessions export ID --format markdown", FormerVersion.Question),
        ("sessions replay ID", ""),
        ("sessions recount ID --rule plurality", ""),
        ("registry list --kind dataset", "acme/tickets"),
        ("registry show model:acme/router", "training notes of 2026-02-11"),
        ("registry lineage model:acme/router", "alibaba/qwen"),
        ("registry reciprocity acme", "acme"),
        ("judge dataset:acme/tickets@3 --use train-open --dry-run", "acme/tickets"),
        ("corpus show REPORT", "again.jsonl.gz"),
        ("corpus sample REPORT --rows 2", "ferry"),
        ("corpus diff REPORT REPORT", ""),
        ("trace ROW", "corpus/small.jsonl, row 1: equal"),
        ("log show 1", "answer"),
        ("log prove 1 --out OUT", ""),
        ("log verify", ""),
        ("log fsck", ""),
        ("tokens list", "reader"),
        ("models", "rehearsal"),
        ("panels list", "rehearsal"),
        ("doctor", ""),
    ];

    public void Dispose() => _former.Dispose();

    /// <summary>Also before anything was written, as on a disk that can only be read.</summary>
    [Fact]
    public async Task Every_verb_that_reads_answers()
    {
        var id = Path.GetFileNameWithoutExtension(Directory.GetFiles(Path.Combine(_former.Data.FullName, "sessions")).Min(StringComparer.Ordinal))!;
        var before = (_former.Bytes("sessions"), _former.Bytes("log"), _former.Bytes("content")["content/000001.pack"], _former.Lines("shared"));
        foreach (var (verb, says) in _readers)
        {
            string[] arguments = [.. verb.Split(' ').Select(w => w switch
            {
                "ID" => id,
                "REPORT" => _former.Report,
                "ROW" => FormerVersion.Row,
                "OUT" => Path.Combine(_former.Report, "..", "leaf.proof"),
                _ => w,
            })];
            var (code, output, error) = await RunAsync(arguments);
            Assert.True(code is ExitCode.Ok || (code == ExitCode.NotKnown && arguments[0] is "judge"), $"{verb}: {code} {output} {error}");
            Assert.Contains(says, output, StringComparison.Ordinal);
        }

        Assert.Equal(before.Item1, _former.Bytes("sessions"));
        Assert.Equal(before.Item2, _former.Bytes("log"));
        Assert.Equal(before.Item3, _former.Bytes("content")["content/000001.pack"]);
        Assert.Equal(before.Item4, _former.Lines("shared"));
    }

    [Fact]
    public async Task A_session_is_added_and_nothing_that_was_there_is_lost()
    {
        var sessions = _former.Bytes("sessions");
        var leaves = Leaves();
        var kept = Path.Combine(_former.Report, "checkpoint");
        File.Copy(Path.Combine(_former.Data.FullName, "log", "checkpoint"), kept);
        var secret = File.ReadAllBytes(Path.Combine(_former.Data.FullName, "scan-secret"));

        var asked = await RunAsync("ask", "Is it the same directory?", "--option", "Yes", "--option", "No", "--json");
        Assert.True(asked.Code == ExitCode.Ok, asked.Error);
        var scanned = await RunAsync("scan", _former.Corpus, "--out", Path.Combine(_former.Report, "..", "another"));
        Assert.True(scanned.Code == ExitCode.Ok, scanned.Error);

        Assert.Equal(leaves, Leaves()[..leaves.Count]);
        var now = _former.Bytes("sessions");
        Assert.Equal(sessions.Count + 1, now.Count);
        Assert.All(sessions, s => Assert.Equal(s.Value, now[s.Key]));
        Assert.Equal(secret, File.ReadAllBytes(Path.Combine(_former.Data.FullName, "scan-secret")));
        var verified = await RunAsync("log", "verify", "--from", kept);
        Assert.True(verified.Code == ExitCode.Ok, verified.Out + verified.Error);
        var checkedAgain = await RunAsync("log", "fsck");
        Assert.True(checkedAgain.Code == ExitCode.Ok, checkedAgain.Out + checkedAgain.Error);

        // What can be made again from the log is the same again.
        Directory.Delete(Path.Combine(_former.Data.FullName, "sessions"), recursive: true);
        var reindexed = await RunAsync("reindex", "--json");
        Assert.Equal(now.Count, JsonElement.Parse(reindexed.Out).GetProperty("sessions").GetInt32());
        Assert.Equal(now, _former.Bytes("sessions"));
        Assert.Contains("Is it the same directory?", (await RunAsync("sessions", "search", "same", "directory")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_opens_links_believes_tokens_keeps_promises_and_finishes_what_was_begun()
    {
        var begun = Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(_former.Data.FullName, "running"))));
        var answered = _former.Lines("idempotency").Select(l => l.Split(' ')[1]).Single(id => id != begun);
        var link = Assert.Single(_former.Lines("shared")).Split(' ')[0];
        await using var site = await RunningSite.StartAsync(data: _former.Data, cancellation: Cancellation);

        Assert.Contains(FormerVersion.Question, await site.Http.GetStringAsync($"/s/{link}", Cancellation), StringComparison.Ordinal);
        using (var stranger = await site.Http.GetAsync("/api/v1/sessions", Cancellation))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        }

        site.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _former.Token("reader"));
        Assert.Contains(FormerVersion.Question, await site.Http.GetStringAsync("/api/v1/sessions", Cancellation), StringComparison.Ordinal);

        site.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _former.Token("admin"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sessions")
        {
            Content = JsonContent.Create(new { question = "Does the server run to the end?", options = (string[])["Yes", "No"], panel = "rehearsal" }),
        };
        request.Headers.Add("Idempotency-Key", "key-of-before");
        using var again = await site.Http.SendAsync(request, Cancellation);
        Assert.Equal(answered, JsonElement.Parse(await again.Content.ReadAsStringAsync(Cancellation)).GetProperty("id").GetString());

        Assert.Contains("event: finished", await site.Http.GetStringAsync($"/api/v1/sessions/{begun}/events", Cancellation), StringComparison.Ordinal);
        Assert.Contains("Is the server killed before the end?", await site.Http.GetStringAsync($"/api/v1/sessions/{begun}", Cancellation), StringComparison.Ordinal);
    }

    private List<string> Leaves()
    {
        using var log = FileStore.OpenReadOnly(_former.Data.FullName);
        return [.. log.Leaves(0).Select(l => Convert.ToHexString(l.Span))];
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => new RoundtableProcess(_former.Data.FullName).RunAsync(Cancellation, arguments);
}
