using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Roundtable.Record.Entries;
using Roundtable.Terms.Registry;
using Roundtable.Tests.Samples;
using Roundtable.Web.Tiles;
using Roundtable.Workspace;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Pushing;

namespace Roundtable.Tests.Workspace.Sets;

/// <summary>Sets pushed to a server of ours that speaks the hub's protocol as its client library does; no real hub was asked.</summary>
public sealed class SetPushTests : IAsyncLifetime
{
    private const string Token = "hf_test_0123456789abcdef";

    private readonly SampleWorkspace _workspace = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, byte[]> _stored = new(StringComparer.Ordinal);
    private readonly List<string> _calls = [];
    private Task _server = Task.CompletedTask;
    private string _hub = "";
    private string? _committed;
    private int _status = StatusCodes.Status200OK;
    private string _done = """{"success":true,"commitOid":"c0ffee","commitUrl":"https://hub.example/acme/pairs/commit/c0ffee"}""";

    private string Elsewhere => _hub.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var started = new TaskCompletionSource<string>();
        _server = TileHost.RunAsync("127.0.0.1:0", Map, at =>
        {
            started.SetResult(at);
            return Task.CompletedTask;
        }, _stop.Token);
        _hub = (await started.Task).TrimEnd('/');
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server;
        _stop.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task A_set_that_may_be_published_is_on_the_hub_file_by_file_and_its_salts_are_not()
    {
        var made = await MakeAsync(SampleSets.Open);
        File.WriteAllText(Path.Combine(made.Folder, "notes.txt"), "For nobody else.");
        var pushed = await PushAsync(made);
        Assert.Equal(("c0ffee", made.Manifest.Files.Count + 2, true), (pushed.Commit, pushed.Files, pushed.Leaf is not null));

        var lines = _committed!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal("header", (string?)lines[0]["key"]);
        foreach (var line in lines.Skip(1))
        {
            var value = line["value"]!;
            var bytes = await File.ReadAllBytesAsync(Path.Combine(made.Folder, (string)value["path"]!), Cancellation);
            if ((string?)line["key"] == "lfsFile")
            {
                Assert.Equal((Digest.Of(bytes).ToString(), bytes.LongLength), ((string?)value["oid"], (long)value["size"]!));
                Assert.Equal(bytes, _stored[(string)value["oid"]!]);
            }
            else
            {
                Assert.Equal(bytes, Convert.FromBase64String((string)value["content"]!));
            }
        }

        string[] large = [.. lines.Where(l => (string?)l["key"] == "lfsFile").Select(l => (string)l["value"]!["path"]!)];
        Assert.Equal(["rows.jsonl", "train.jsonl"], large.Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(made.Folder, "salt-key")) && File.Exists(Path.Combine(made.Folder, "notes.txt")));
        Assert.Equal(
            made.Manifest.Files.Select(f => f.Name).Append("manifest.json").Append("manifest.tlog-proof").Order(StringComparer.Ordinal),
            lines.Skip(1).Select(l => (string)l["value"]!["path"]!).Order(StringComparer.Ordinal));

        // The token went to the hub, and neither to where large files are stored nor to another host that has seen them.
        Assert.Equal(2, _calls.Count(c => c.StartsWith("POST /verify", StringComparison.Ordinal)));
        Assert.All(_calls, c => Assert.Equal(
            c.StartsWith("POST /api/", StringComparison.Ordinal) || c.StartsWith("POST /datasets/", StringComparison.Ordinal),
            c.Contains(Token, StringComparison.Ordinal)));

        // What the hub has already is not uploaded again.
        var before = _calls.Count(c => c.StartsWith("PUT", StringComparison.Ordinal));
        await PushAsync(made);
        Assert.Equal(before, _calls.Count(c => c.StartsWith("PUT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_may_not_be_published_or_does_not_hold_is_never_sent()
    {
        var made = await MakeAsync(SampleSets.Open);
        await RefusedAsync(ErrorKind.InvalidInput, "https is required", made, r => r with { Hub = "http://hub.example" });
        await RefusedAsync(ErrorKind.InvalidInput, "host and path", made, r => r with { Hub = $"https://me:{Token}@hub.example" });
        await RefusedAsync(ErrorKind.InvalidInput, "OWNER/NAME", made, r => r with { Repository = "../x/y" });
        await RefusedAsync(ErrorKind.InvalidInput, "OWNER/NAME", made, r => r with { Repository = "../y" });
        await RefusedAsync(ErrorKind.Configuration, "There is no token", made, r => r with { TokenVariable = "NO_SUCH_TOKEN" });
        await RefusedAsync(ErrorKind.Configuration, "There is no token", made, r => r with { TokenVariable = Token });
        await RefusedAsync(ErrorKind.Configuration, "is no token", made, r => r with { TokenVariable = "BROKEN" });
        File.AppendAllText(Path.Combine(made.Folder, "train.jsonl"), "{}\n");
        await RefusedAsync(ErrorKind.BadData, "does not hold", made, r => r);
        Assert.Empty(_calls);
    }

    [Fact]
    public async Task A_set_that_may_be_trained_on_and_not_published_stays_here_and_that_is_on_the_record()
    {
        await AddAsync(
            """
            terms: lab-terms
            version: "1"
            from: 2020-01-01
            source: {address: "https://lab.example/terms", read: 2026-11-01}
            confidence: high
            clauses:
              - {subject: [outputs, weights], use: train-open, effect: allow, where: section 1, says: Train.}
              - {subject: [outputs, weights], use: publish, effect: deny, where: section 2, says: Nothing is published.}
            ---
            model: lab/secretive
            version: "1"
            vendor: lab
            weights: open
            licence: [lab-terms]
            matches: [secretive-1]
            """);
        var made = await MakeAsync(new Producer("lab", "secretive-1", null, new Route(RouteKind.Local)));
        await RefusedAsync(ErrorKind.Denied, "whether it may be published is denied", made, r => r);
        Assert.Empty(_calls);
        await using var log = await _workspace.OpenLogAsync();
        Assert.Equal(LeafKind.Ruling, (await log.ReadAsync(0, Cancellation).LastAsync(Cancellation)).Leaf.Kind);
    }

    [Fact]
    public async Task What_the_hub_says_is_told_without_the_token()
    {
        var made = await MakeAsync(SampleSets.Open);
        _status = StatusCodes.Status401Unauthorized;
        await RefusedAsync(ErrorKind.KeyRefused, "status 401", made, r => r);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_an_answer_without_a_commit_is_no_success()
    {
        var made = await MakeAsync(SampleSets.Open);
        _status = StatusCodes.Status307TemporaryRedirect;
        await RefusedAsync(ErrorKind.Unavailable, "status 307", made, r => r);
        Assert.Single(_calls);
        _status = StatusCodes.Status200OK;
        foreach (var odd in (string[])["<html>Sign in</html>", "{}", "[1]", """{"commitOid":1}""", """{"a":1,"a":2}""", ""])
        {
            _done = odd;
            await RefusedAsync(ErrorKind.Unavailable, "cannot be pushed to: its answer", made, r => r);
            Assert.NotNull(_committed);
        }
    }

    [Fact]
    public async Task A_set_that_another_log_holds_is_never_sent_whatever_the_registry_says_of_its_name()
    {
        var made = await MakeAsync(SampleSets.Open);
        using var other = new SampleWorkspace();
        await SampleSets.SaveDebateAsync(other, "01jd00000000000000000000bb", "Is it another?", SampleSets.Open, SampleSets.Open);
        var theirs = await new SetService(other.Context).MakeAsync(SampleSets.Request(other, "pairs") with { Name = made.Manifest.Name }, Cancellation);
        Assert.Equal(made.Manifest.Name, theirs.Manifest.Name);
        await RefusedAsync(ErrorKind.NotFound, "The log here does not hold", theirs, r => r);
        Assert.Empty(_calls);
    }

    private async Task RefusedAsync(ErrorKind kind, string why, MadeSet made, Func<PushRequest, PushRequest> change)
    {
        var e = await Assert.ThrowsAsync<WorkspaceException>(() => new SetPush(WithToken()).PushAsync(change(Request(made)), Cancellation));
        Assert.Equal((kind, true), (e.Kind, e.Message.Contains(why, StringComparison.Ordinal)));
        Assert.DoesNotContain(Token, e.ToString(), StringComparison.Ordinal);
    }

    private async Task AddAsync(string yaml)
    {
        List<Roundtable.Terms.Yaml.YamlProblem> problems = [];
        await RegistryAppender.AddAsync(_workspace.Context, EntryReader.Read(yaml, problems), [], Cancellation);
        Assert.Empty(problems);
    }

    /// <summary>Makes a set for an organisation: rulings on a set by nobody are unknown.</summary>
    private async Task<MadeSet> MakeAsync(Producer model)
    {
        await AddAsync("organisation: maker\nversion: \"1\"\nregion: US\n");
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000aa", "Is it so?", model, model, model);
        return await new SetService(_workspace.Context).MakeAsync(SampleSets.Request(_workspace, "pairs") with { As = "maker" }, Cancellation);
    }

    private PushRequest Request(MadeSet made) => new(made.Folder, "acme/pairs", _hub, As: "maker");

    private Task<PushedSet> PushAsync(MadeSet made) => new SetPush(WithToken()).PushAsync(Request(made), Cancellation);

    private WorkspaceContext WithToken() => _workspace.Context with
    {
        Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["HF_TOKEN"] = Token, ["BROKEN"] = $"{Token}\n{Token}" },
    };

    private void Map(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            _calls.Add($"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}");
            if (_status == StatusCodes.Status200OK)
            {
                await next();
            }
            else
            {
                context.Response.StatusCode = _status;
                context.Response.Headers.Location = $"{Elsewhere}/verify";
                await context.Response.WriteAsync($"bad token {Token}");
            }
        });
        app.MapPost("/api/repos/create", () => Results.Conflict());
        app.MapPost("/api/datasets/acme/pairs/preupload/main", async (HttpRequest request) => new JsonObject
        {
            ["files"] = new JsonArray([.. (await BodyAsync(request))["files"]!.AsArray().Select(f => (JsonNode)new JsonObject
            {
                ["path"] = (string)f!["path"]!,
                ["uploadMode"] = ((string)f["path"]!).EndsWith(".jsonl", StringComparison.Ordinal) ? "lfs" : "regular",
            })]),
        }.ToJsonString());
        app.MapPost("/datasets/acme/pairs.git/info/lfs/objects/batch", async (HttpRequest request) => new JsonObject
        {
            ["transfer"] = "basic",
            ["objects"] = new JsonArray(
                [.. (await BodyAsync(request))["objects"]!.AsArray().Select(o => (JsonNode)Described((string)o!["oid"]!, (long)o["size"]!))]),
        }.ToJsonString());
        app.MapPut("/storage/{oid}", async (HttpContext context, string oid) =>
        {
            using var copy = new MemoryStream();
            await context.Request.Body.CopyToAsync(copy);
            _stored[oid] = copy.ToArray();
        });
        app.MapPost("/verify", () => "{}");
        app.MapPost("/api/datasets/acme/pairs/commit/main", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _committed = await reader.ReadToEndAsync();
            return _done;
        });
    }

    private JsonObject Described(string oid, long size)
    {
        var json = new JsonObject { ["oid"] = oid, ["size"] = size };
        if (!_stored.ContainsKey(oid))
        {
            json["actions"] = new JsonObject
            {
                ["upload"] = new JsonObject { ["href"] = $"{_hub}/storage/{oid}", ["header"] = new JsonObject { ["x-signed"] = "yes" } },
                ["verify"] = new JsonObject { ["href"] = $"{Elsewhere}/verify" },
            };
        }

        return json;
    }

    private static async Task<JsonNode> BodyAsync(HttpRequest request) => (await JsonNode.ParseAsync(request.Body))!;
}
