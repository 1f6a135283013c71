using System.Text;
using Microsoft.Data.Sqlite;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;
using Roundtable.Terms.Uses;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Access;
using Roundtable.Workspace.Gateway.Policies;
using Roundtable.Workspace.Spending;

namespace Roundtable.Tests.Workspace.Gateway.Policies;

/// <summary>What a key may not do is refused before anybody is asked.</summary>
public sealed class KeyPolicyTests : IDisposable
{
    private static readonly Connection _lab = new() { Name = "lab", Kind = ApiKind.OpenAI, Address = new Uri("https://lab.example/v1") };
    private static readonly Connection _anthropic = KnownProviders.All.First(c => c.Name == "anthropic");
    private static readonly Connection _openai = KnownProviders.All.First(c => c.Name == "openai");

    private readonly SampleWorkspace _workspace = new();
    private readonly SqliteSpending _database;
    private readonly KeyPolicy _policy;
    private readonly System.Collections.Concurrent.ConcurrentStack<(string Key, bool Refused)> _watched = [];
    private int _calls;

    public KeyPolicyTests()
    {
        _database = SqliteSpending.Open(_workspace.Path);
        _policy = Policy(null);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.DisposeAsync().AsTask().GetAwaiter().GetResult();
        SqliteConnection.ClearAllPools();
        _workspace.Dispose();
    }

    [Fact]
    public async Task Nobody_calls_without_a_key_that_holds_and_readers_do_not_spend()
    {
        Assert.Equal((401, "invalid_api_key"), await RefusalAsync(Request() with { Caller = Caller.Anonymous }));
        Assert.Equal((403, "role_insufficient"), await RefusalAsync(Request() with { Caller = new Caller("r", Role.Reader) }));
        var expired = Key(new KeyLimits()) with { Expires = _workspace.Time.GetUtcNow() };
        Assert.Equal((401, "expired_api_key"), await RefusalAsync(Request(expired)));
        Assert.Null(await RefusalAsync(Request(expired with { Expires = _workspace.Time.GetUtcNow().AddTicks(1) })));
        Assert.Equal((403, "key_suspended"), await RefusalAsync(Request(Key(new KeyLimits()) with { Suspended = "0123456789ab" })));
        foreach (var role in (Role[])[Role.Caller, Role.Asker, Role.Admin])
        {
            Assert.Null(await RefusalAsync(Request() with { Caller = new Caller("c", role) }));
        }
    }

    [Fact]
    public async Task A_rate_holds_in_every_minute_and_says_how_long_to_wait()
    {
        var key = Key(new KeyLimits { RequestsPerMinute = 2 });
        Assert.Null(await RefusalAsync(Request(key)));
        _workspace.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(await RefusalAsync(Request(key)));
        var refused = Assert.IsType<PolicyDecision.Refused>(await DecideAsync(Request(key)));
        Assert.Equal((429, TimeSpan.FromSeconds(20)), (refused.Status, refused.RetryAfter));
        Assert.Null(await RefusalAsync(Request(Key(new KeyLimits { RequestsPerMinute = 2 }))));
        _workspace.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(await RefusalAsync(Request(key)));
        Assert.Equal((429, "rate_limit_exceeded"), await RefusalAsync(Request(key)));

        // A rate that was lowered counts at once, one that was raised too.
        Assert.Equal((429, "rate_limit_exceeded"), await RefusalAsync(Request(key with { Limits = new KeyLimits { RequestsPerMinute = 1 } })));
        Assert.Null(await RefusalAsync(Request(key with { Limits = new KeyLimits { RequestsPerMinute = 3 } })));
    }

    [Theory]
    [InlineData("GET", "/files", 403)]
    [InlineData("POST", "/files", 403)]
    [InlineData("DELETE", "/files/file-1", 403)]
    [InlineData("GET", "/batches/b", 403)]
    [InlineData("POST", "/fine_tuning/jobs", 403)]
    [InlineData("DELETE", "/models/ft:x", 403)]
    [InlineData("GET", "/responses/resp_1", 403)]
    [InlineData("GET", "/chat/completions", 403)]
    [InlineData("GET", "/assistants", 403)]
    [InlineData("POST", "/images/generations", 403)]
    [InlineData("POST", "/completions", 403)]
    [InlineData("GET", "/models/../files", 400)]
    [InlineData("GET", "/models/%2e%2e/files", 400)]
    [InlineData("GET", "/FILES", 403)]
    [InlineData("GET", "/models", null)]
    [InlineData("GET", "/models/one", null)]
    public async Task Paths_that_show_everybodys_things_need_a_permission(string method, string path, int? status)
    {
        foreach (var caller in (Caller[])[new("k", Role.Caller), new("a", Role.Asker)])
        {
            Assert.Equal(status, (await RefusalAsync(Request() with { Caller = caller, Method = method, Path = path, Body = null }))?.Status);
        }

        Assert.Equal(status == 400 ? 400 : null, (await RefusalAsync(Request() with { Caller = Caller.Local, Method = method, Path = path, Body = null }))?.Status);
    }

    [Fact]
    public async Task Unknown_paths_are_closed_to_keys_with_a_use_a_model_list_or_a_budget()
    {
        var open = new KeyLimits { Permissions = [KeyPermission.UnknownPaths] };
        Assert.Null(await RefusalAsync(Unknown(open)));
        foreach (var limits in (KeyLimits[])[open with { Uses = [Use.Evaluate] }, open with { Models = ["lab/*"] }, open with { DayMicroDollars = 5 }, open with { MonthMicroDollars = 5 }])
        {
            Assert.Equal((403, "unknown_path"), await RefusalAsync(Unknown(limits)));
        }

        PolicyRequest Unknown(KeyLimits limits) => Request(Key(limits)) with { Path = "/rerank", HasUnreadBody = true, Body = null };
    }

    [Fact]
    public async Task A_list_needs_a_permission_of_its_own()
    {
        var files = Key(new KeyLimits { Permissions = [KeyPermission.Files] });
        Assert.Equal((403, "permission_required"), await RefusalAsync(Request(files) with { Method = "GET", Path = "/files", Body = null }));
        var lists = Key(new KeyLimits { Permissions = [KeyPermission.Files, KeyPermission.Lists] });
        Assert.Null(await RefusalAsync(Request(lists) with { Method = "GET", Path = "/files", Body = null }));
        Assert.Equal((403, "permission_required"), await RefusalAsync(Request(lists) with { Method = "GET", Path = "/batches", Body = null }));
    }

    [Fact]
    public async Task What_one_key_made_is_reached_through_that_key_alone_in_paths_and_bodies()
    {
        KeyPermission[] all = [KeyPermission.Files, KeyPermission.Batches, KeyPermission.StoredResponses];
        var (mine, other) = (Key(new KeyLimits { Permissions = all }), Key(new KeyLimits { Permissions = all }));
        var made = await AllowedAsync(Request(mine) with { Path = "/files", Body = null, HasUnreadBody = true });
        Assert.True(made.Call.Owns);
        await made.Call.OwnAsync(["file-1", "resp_1"], Cancellation);
        foreach (var (method, path, body) in ((string, string, string?)[])
            [
                ("GET", "/files/file-1/content", null), ("DELETE", "/files/file-1", null), ("GET", "/responses/resp_1", null),
                ("POST", "/batches", """{"input_file_id":"file-1"}"""), ("POST", "/responses", """{"model":"one","previous_response_id":"resp_1"}"""),
                ("POST", "/responses", """{"model":"one","input":[{"content":[{"type":"input_file","file_id":"file-1"}]}]}"""),
                ("POST", "/chat/completions", """{"model":"one","messages":[{"content":[{"type":"file","file":{"file_id":"file-1"}}]}]}"""),
            ])
        {
            PolicyRequest Ask(AccessToken key) => Request(key) with { Method = method, Path = path, Body = body is null ? null : Encoding.UTF8.GetBytes(body) };
            Assert.Equal((404, "not_made_by_this_key"), await RefusalAsync(Ask(other)));
            Assert.Null(await RefusalAsync(Ask(mine)));
            Assert.Equal((404, "not_made_by_this_key"), await RefusalAsync(Ask(mine) with { Connection = _openai }));
            Assert.Null(await RefusalAsync(Ask(mine) with { Caller = Caller.Local, Token = null }));
        }

        // What cannot be read could refer to anything.
        Assert.Equal(
            (400, "unreadable_request"), await RefusalAsync(Request(other) with { Path = "/conversations", Body = null, HasUnreadBody = true }));
    }

    [Fact]
    public async Task Only_models_of_the_list_are_asked_whichever_way_they_are_named()
    {
        var key = Key(new KeyLimits { Models = ["lab/one*", "anthropic/claude-haiku-*"] });
        Assert.Null(await RefusalAsync(Request(key, """{"model":"one-mini"}""")));
        foreach (var body in (string[])["""{"model":"two"}""", """{"model":"one","models":["two"]}""", """{"model":"one","tools":[{"type":"x","model":"two"}]}""", """{"model":"One"}"""])
        {
            Assert.Equal((403, "model_not_allowed"), await RefusalAsync(Request(key, body)));
        }

        Assert.Equal((400, "model_required"), await RefusalAsync(Request(key, """{"prompt":{"id":"p"}}""")));
        Assert.Equal((400, "unreadable_request"), await RefusalAsync(Request(key, """{"model":"one","model":"two"}""")));
        Assert.Equal((400, "unreadable_request"), await RefusalAsync(Request(key) with { Body = null, HasUnreadBody = true }));
        Assert.Equal((400, "unreadable_request"), await RefusalAsync(Request(key) with { Body = null }));
        var batch = """{"requests":[{"params":{"model":"claude-haiku-4-5"}},{"params":{"model":"claude-opus-4-8"}}]}""";
        var batches = key with { Limits = key.Limits with { Permissions = [KeyPermission.Batches] } };
        Assert.Equal(
            (403, "model_not_allowed"), await RefusalAsync(Request(batches, batch) with { Connection = _anthropic, Path = "/messages/batches" }));
    }

    [Fact]
    public async Task A_stated_use_is_ruled_on_before_the_call_and_unknown_is_not_allowed()
    {
        var (status, code) = (await RefusalAsync(Request() with { StatedUses = "train-open" }))!.Value;
        Assert.Equal((403, "use_not_allowed"), (status, code));
        var refused = Assert.IsType<PolicyDecision.Refused>(await DecideAsync(Request() with { StatedUses = "train-open" }));
        Assert.Contains("unknown", refused.Message, StringComparison.Ordinal);
        Assert.Equal((403, "use_not_allowed"), await RefusalAsync(Request(Key(new KeyLimits { Uses = [Use.TrainOpen] }))));
        Assert.Equal((400, "unknown_use"), await RefusalAsync(Request() with { StatedUses = "train-oven" }));
        Assert.Equal((400, "unknown_use"), await RefusalAsync(Request() with { StatedUses = "" }));

        // A competing model is what Anthropic's and OpenAI's terms deny.
        var denied = Assert.IsType<PolicyDecision.Refused>(await DecideAsync(
            Request(null, """{"model":"claude-haiku-4-5","max_tokens":5}""") with { Connection = _anthropic, Path = "/messages", StatedUses = "train-competing" }));
        Assert.Equal((403, "use_not_allowed"), (denied.Status, denied.Code));
        Assert.Contains("denied", denied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_for_uses_is_for_no_others_and_conditions_are_named()
    {
        var key = Key(new KeyLimits { Uses = [Use.Evaluate] });
        var asked = Request(key, """{"model":"gpt-5.4-mini"}""") with { Connection = _openai };
        Assert.Equal((403, "use_not_allowed"), await RefusalAsync(asked with { StatedUses = "publish" }));
        Assert.Equal((403, "use_not_allowed"), await RefusalAsync(asked with { StatedUses = "evaluate,publish" }));
        var allowed = await AllowedAsync(asked);
        Assert.Equal("evaluate", allowed.Uses);
        Assert.Equal("evaluate", (await AllowedAsync(asked with { StatedUses = "evaluate" })).Uses);
        var publish = await AllowedAsync(Request(null, """{"model":"gpt-5.4-mini"}""") with { Connection = _openai, StatedUses = "publish" });
        Assert.NotEmpty(publish.Conditions);
        Assert.Empty((await AllowedAsync(Request(null, """{"model":"gpt-5.4-mini"}""") with { Connection = _openai })).Conditions);
    }

    [Fact]
    public async Task What_a_call_can_cost_is_reserved_and_settled_with_what_was_told()
    {
        var key = Key(new KeyLimits { DayMicroDollars = 2000 });
        var call = await AllowedAsync(Request(key, """{"model":"one","max_tokens":100}"""));
        Assert.InRange(call.Call.Reserved!.Value, 1001, 1050);
        Assert.Equal(call.Call.Reserved, (await SpentAsync(key)).Day);
        var refused = Assert.IsType<PolicyDecision.Refused>(await DecideAsync(Request(key, """{"model":"one","max_tokens":100}""")));
        Assert.Equal((402, "budget_exceeded"), (refused.Status, refused.Code));
        Assert.Equal((key.Id, true), _watched.First());
        await call.Call.SettleAsync(new CallOutcome(200, true, new Usage(10, 20), null), Cancellation);
        Assert.Equal(210, (await SpentAsync(key)).Day);
        Assert.Equal((key.Id, false), _watched.First());
        Assert.Null(await RefusalAsync(Request(key, """{"model":"one","max_tokens":100}""")));
    }

    [Theory]
    [InlineData(200, true, ChargeState.Kept)] // an answer without usage
    [InlineData(500, true, ChargeState.Kept)]
    [InlineData(408, true, ChargeState.Kept)]
    [InlineData(null, true, ChargeState.Kept)] // cut before anything came
    [InlineData(429, true, ChargeState.Settled)]
    [InlineData(400, true, ChargeState.Settled)]
    [InlineData(null, false, ChargeState.Settled)] // nobody was reached
    public async Task Where_usage_is_not_told_the_reservation_stays_charged(int? status, bool asked, ChargeState state)
    {
        var key = Key(new KeyLimits { DayMicroDollars = 5000 });
        var call = await AllowedAsync(Request(key, """{"model":"one","max_tokens":100}"""));
        await call.Call.SettleAsync(new CallOutcome(status, asked, null, null), Cancellation);
        Assert.Equal(state == ChargeState.Kept ? call.Call.Reserved : 0, (await SpentAsync(key)).Day);
        var day = DateOnly.FromDateTime(_workspace.Time.GetUtcNow().UtcDateTime);
        var row = Assert.Single((await SpendingReport.ReadAsync(_database, day, day, null, Cancellation)).Rows);
        Assert.Equal((state == ChargeState.Kept ? 1 : 0, 0L, "lab/one"), (row.KeptCalls, row.OpenCalls, row.Model));
    }

    [Theory]
    [InlineData("""{"model":"unpriced","max_tokens":5}""", "unknown_price")]
    [InlineData("""{"model":"one"}""", "unknown_price")] // neither limit nor maximum
    [InlineData("""{"model":"one","max_tokens":5,"tools":[{"type":"web_search"}]}""", "unknown_price")]
    [InlineData("""{"model":"one","max_tokens":5,"service_tier":"priority"}""", "unknown_price")]
    [InlineData("""{"model":"one","max_tokens":5,"messages":[{"content":[{"image_url":{"url":"https://x/y.png"}}]}]}""", "unknown_price")]
    [InlineData("""{"model":"one","max_tokens":5000000}""", "budget_exceeded")]
    [InlineData("""{"model":"one","max_tokens":90,"n":50}""", "budget_exceeded")]
    [InlineData("""{"model":"one","models":["dear"],"max_tokens":90}""", "budget_exceeded")]
    public async Task With_a_budget_what_cannot_be_reckoned_is_refused(string body, string code)
    {
        var key = Key(new KeyLimits { MonthMicroDollars = 3000 });
        Assert.Equal(code, (await RefusalAsync(Request(key, body)))?.Code);
        Assert.Equal(0, (await SpentAsync(key)).Month);
        Assert.Null(await RefusalAsync(Request(Key(KeyLimits.None), body)));
    }

    [Fact]
    public async Task The_maximum_of_the_model_is_reserved_where_the_request_sets_no_limit()
    {
        var key = Key(new KeyLimits { DayMicroDollars = 10_000_000 });
        var call = await AllowedAsync(Request(key, """{"model":"gpt-5.4-mini"}""") with { Connection = _openai });
        Assert.InRange(call.Call.Reserved!.Value, 128_000 * 45 / 10, (128_000 * 45 / 10) + 100);
    }

    [Fact]
    public async Task A_batch_reserves_all_of_its_requests_at_the_price_of_batches_and_jobs_are_refused()
    {
        var key = Key(new KeyLimits { DayMicroDollars = 10_000, Permissions = [KeyPermission.Batches, KeyPermission.FineTuning] });
        var batch = """{"requests":[{"params":{"model":"claude-haiku-4-5","max_tokens":100}},{"params":{"model":"claude-haiku-4-5","max_tokens":200}}]}""";
        var call = await AllowedAsync(Request(key, batch) with { Connection = _anthropic, Path = "/messages/batches" });
        Assert.InRange(call.Call.Reserved!.Value, 300 * 5 / 2, (300 * 5 / 2) + 200);
        await call.Call.SettleAsync(new CallOutcome(200, true, null, null), Cancellation);
        Assert.Equal(call.Call.Reserved, (await SpentAsync(key)).Day);
        Assert.Equal("unknown_price", (await RefusalAsync(Request(key, """{"model":"one"}""") with { Path = "/fine_tuning/jobs" }))?.Code);
        Assert.Equal(
            "batch_unread", (await RefusalAsync(Request(key, """{"input_file_id":"file-x"}""") with { Path = "/batches" }))?.Code);
    }

    [Fact]
    public async Task Embeddings_cost_their_input_and_counting_costs_nothing()
    {
        var key = Key(new KeyLimits { DayMicroDollars = 1000 });
        var call = await AllowedAsync(Request(key, """{"model":"one","input":"words"}""") with { Path = "/embeddings" });
        Assert.InRange(call.Call.Reserved!.Value, 1, 50);
        await call.Call.SettleAsync(new CallOutcome(200, true, new Usage(7), null), Cancellation);
        Assert.Equal(7, (await SpentAsync(key)).Day);
        var count = await AllowedAsync(Request(key, """{"model":"one"}""") with { Path = "/responses/input_tokens" });
        Assert.Null(count.Call.Reserved);
        await count.Call.SettleAsync(new CallOutcome(200, true, null, null), Cancellation);
        Assert.Equal(7, (await SpentAsync(key)).Day);
    }

    [Fact]
    public async Task Many_callers_of_one_key_never_pass_its_budget()
    {
        const long Budget = 20_000;
        var key = Key(new KeyLimits { DayMicroDollars = Budget });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var decision = await DecideAsync(Request(key, $$"""{"model":"one","max_tokens":{{50 + (i % 70)}}}"""));
            if (decision is not PolicyDecision.Allowed allowed)
            {
                return (long?)null;
            }

            Assert.InRange((await SpentAsync(key)).Day, 0, Budget);
            var cost = allowed.Call.Reserved!.Value * (i % 4) / 4;
            await allowed.Call.SettleAsync(new CallOutcome(200, true, null, cost / 1_000_000m), Cancellation);
            return cost;
        })));
        Assert.Equal(outcomes.Sum(o => o ?? 0), (await SpentAsync(key)).Day);
        Assert.InRange((await SpentAsync(key)).Day, 1, Budget);
    }

    [Fact]
    public async Task The_sites_budget_of_a_day_holds_for_askers_and_not_for_whoever_runs_it()
    {
        var policy = Policy(day: 500);
        var asked = Request(null, """{"model":"one","max_tokens":100}""");
        Assert.Equal("budget_exceeded", (await policy.DecideAsync(asked with { Caller = new Caller("Ann", Role.Asker) }, Cancellation) as PolicyDecision.Refused)?.Code);
        Assert.IsType<PolicyDecision.Allowed>(await policy.DecideAsync(asked with { Caller = Caller.Local }, Cancellation));
    }

    private KeyPolicy Policy(long? day) => new(
        new SpendingLedger(_database),
        new OwnedIds(_database),
        new BatchReservations(_database),
        new KeyRates(_workspace.Time),
        new UseRulings(_workspace.Context),
        Find,
        _workspace.Time,
        day,
        _ => Task.CompletedTask,
        (token, refused) => _watched.Push((token.Id, refused)));

    private static ValueTask<ModelCard> Find(Connection connection, string model, CancellationToken cancellation) => new(
        connection != _lab ? new Roundtable.Models.Catalogue.ModelCatalogue([]).Card(connection, model)
        : model == "unpriced" ? new ModelCard("lab/unpriced", MaxOutputTokens: 10)
        : new ModelCard($"lab/{model}", Price: new Price(1, model == "dear" ? 100 : 10)));

    private AccessToken Key(KeyLimits limits) => AccessToken.New("Ann", Role.Caller, _workspace.Time.GetUtcNow()).Token with { Limits = limits };

    private PolicyRequest Request(AccessToken? key = null, string body = """{"model":"one"}""") => new()
    {
        Call = $"call{Interlocked.Increment(ref _calls)}",
        Caller = key is null ? new Caller("Ann", Role.Caller) : new Caller(key.Name, key.Role),
        Token = key,
        Connection = _lab,
        Method = "POST",
        Path = "/chat/completions",
        Body = Encoding.UTF8.GetBytes(body),
    };

    private Task<PolicyDecision> DecideAsync(PolicyRequest request) => _policy.DecideAsync(request, Cancellation);

    private async Task<(int Status, string Code)?> RefusalAsync(PolicyRequest request) =>
        await DecideAsync(request with { Call = $"{request.Call}-{Interlocked.Increment(ref _calls)}" }) is PolicyDecision.Refused refused ? (refused.Status, refused.Code) : null;

    private async Task<PolicyDecision.Allowed> AllowedAsync(PolicyRequest request) => Assert.IsType<PolicyDecision.Allowed>(await DecideAsync(request));

    private Task<Spent> SpentAsync(AccessToken key) => new SpendingLedger(_database).SpentAsync(key.Id, _workspace.Time.GetUtcNow(), Cancellation);
}
