using System.Text;
using System.Text.Json;
using Roundtable.Models.Batches;
using Roundtable.Models.Calls;
using Roundtable.Models.Providers;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models.Batches;

public sealed class BatchTransportTests
{
    public static TheoryData<ApiKind> Kinds => [ApiKind.OpenAI, ApiKind.Anthropic];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Calls_are_answered_by_a_batch_at_half_the_price(ApiKind kind)
    {
        await using var run = await BatchRun.StartAsync(kind, 40, new BatchMischief { Polls = 3 });
        await run.RunAsync(Cancellation);
        run.AssertAnswered();
        run.AssertBill();
        Assert.Single(run.Provider.Batches);
        var state = Assert.Single(BatchJournal.Read(run.Directory));
        Assert.Equal((40, BatchPhase.Fetched, BatchFaults.None), (state.Requests, state.Phase, state.Faults));
    }

    [Fact]
    public async Task A_file_of_OpenAIs_names_method_address_and_body_and_its_batch_the_submission()
    {
        await using var run = await BatchRun.StartAsync(ApiKind.OpenAI, 2, new BatchMischief());
        await run.RunAsync(Cancellation);
        Assert.Equal("/v1/files", run.Server.Heads[0].Path);
        Assert.StartsWith("multipart/form-data; boundary=", run.Server.Headers[0]["Content-Type"], StringComparison.Ordinal);
        var upload = Encoding.UTF8.GetString(run.Server.Bodies[0]);
        Assert.Contains("Content-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n", upload, StringComparison.Ordinal);
        var state = Assert.Single(BatchJournal.Read(run.Directory));
        Assert.Contains($"Content-Disposition: form-data; name=\"file\"; filename=\"roundtable-{state.Submission}.jsonl\"\r\n", upload, StringComparison.Ordinal);
        var line = JsonElement.Parse(upload.Split('\n').First(l => l.StartsWith('{')));
        Assert.Equal(
            (run.Calls[0].Key.ToString(), "POST", "/v1/chat/completions", "m"),
            (line.GetProperty("custom_id").GetString(), line.GetProperty("method").GetString(), line.GetProperty("url").GetString(),
                line.GetProperty("body").GetProperty("model").GetString()));
        var creation = run.Server.Requests[1];
        Assert.Equal(
            ("/v1/chat/completions", "24h", state.Submission),
            (creation.GetProperty("endpoint").GetString(), creation.GetProperty("completion_window").GetString(),
                creation.GetProperty("metadata").GetProperty("roundtable_submission").GetString()));
    }

    [Fact]
    public async Task A_batch_of_Anthropics_has_ids_of_its_form_and_a_version()
    {
        await using var run = await BatchRun.StartAsync(ApiKind.Anthropic, 2, new BatchMischief());
        await run.RunAsync(Cancellation);
        Assert.Equal("/v1/messages/batches", run.Server.Heads[0].Path);
        Assert.Equal("2023-06-01", run.Server.Headers[0]["anthropic-version"]);
        var requests = run.Server.Requests[0].GetProperty("requests");
        Assert.Equal(2, requests.GetArrayLength());
        Assert.All(requests.EnumerateArray(), r => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", r.GetProperty("custom_id").GetString()!));
        Assert.Equal("m", requests[0].GetProperty("params").GetProperty("model").GetString());

        // The results' address is elsewhere; the key never goes there.
        Assert.Contains(run.Server.Heads, h => h.Path == "/v1/messages/batches/batch_1/results");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Requests_are_split_at_the_limits_of_a_batch(ApiKind kind)
    {
        for (var seed = 0; seed < TestDepth.Of(6, 60); seed++)
        {
            var limits = new BatchLimits(1 + (seed * 7 % 13), 400 + (seed * 331 % 3000));
            await using var run = await BatchRun.StartAsync(kind, 37, new BatchMischief { Polls = 0, Reorders = true });
            run.Settings = run.Settings with { Limits = limits };
            await run.RunAsync(Cancellation);
            run.AssertAnswered();
            run.AssertBill();
            Assert.All(run.Provider.Batches, b => Assert.InRange(b.Requests, 1, limits.Requests));
            Assert.All(
                run.Server.Bodies.Zip(run.Server.Heads).Where(b => b.Second.Path is "/v1/files" or "/v1/messages/batches" && b.First.Length > 0),
                b => Assert.InRange(b.First.Length, 1, limits.Bytes + (kind == ApiKind.OpenAI ? 1000 : 0)));
            Assert.Equal(37, run.Provider.Batches.Sum(b => b.Requests));
        }
    }

    [Fact]
    public async Task A_request_that_no_batch_can_hold_is_asked_live()
    {
        await using var run = await BatchRun.StartAsync(ApiKind.OpenAI, 1, new BatchMischief());
        run.Settings = run.Settings with { Limits = new BatchLimits(10, 100) };
        await run.RunAsync(Cancellation);
        Assert.Contains("a batch may have 100 at most", Assert.IsType<BatchOutcome.AskLive>(run.Outcomes[run.Calls[0].Key]).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExpiredCalls.Resubmit)]
    [InlineData(ExpiredCalls.AskLive)]
    [InlineData(ExpiredCalls.LeaveAbsent)]
    public async Task What_expired_is_submitted_again_asked_live_or_absent_as_told(ExpiredCalls told)
    {
        await using var run = await BatchRun.StartAsync(ApiKind.OpenAI, 60, new BatchMischief { Expires = 0.3 });
        run.Settings = run.Settings with { Expired = told };
        await run.RunAsync(Cancellation);
        run.AssertBill();
        var others = run.Outcomes.Values.Where(o => o is not BatchOutcome.Answered).ToList();
        Assert.Equal(told == ExpiredCalls.Resubmit ? 2 : 1, run.Provider.Batches.Count);
        Assert.Equal(told == ExpiredCalls.Resubmit, others.Count == 0);
        Assert.All(others, o => Assert.Equal(told, o is BatchOutcome.AskLive ? ExpiredCalls.AskLive : ExpiredCalls.LeaveAbsent));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_never_succeeds_is_absent_with_its_reason_after_some_submissions(ApiKind kind)
    {
        await using var run = await BatchRun.StartAsync(kind, 20, new BatchMischief { FailsLines = 1, Lasts = true });
        await run.RunAsync(Cancellation);
        Assert.Equal(3, run.Provider.Batches.Count);
        Assert.Equal(0, run.Provider.Bill);
        Assert.All(run.Outcomes.Values, o => Assert.Contains("The server had an error", Assert.IsType<BatchOutcome.Absent>(o).Reason, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_model_does_not_accept_is_left_out_the_second_time(ApiKind kind)
    {
        await using var run = await BatchRun.StartAsync(kind, 20, new BatchMischief { RejectsTemperature = true });
        await run.RunAsync(Cancellation);
        run.AssertAnswered();
        run.AssertBill();
        Assert.Equal(2, run.Provider.Batches.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Lines_that_are_not_JSON_are_fetched_again_and_told_where_they_stay_so(ApiKind kind)
    {
        await using var once = await BatchRun.StartAsync(kind, 50, new BatchMischief { GarblesLines = 0.2 });
        await once.RunAsync(Cancellation);
        once.AssertAnswered();
        once.AssertBill();

        await using var always = await BatchRun.StartAsync(kind, 50, new BatchMischief { GarblesLines = 0.2, Lasts = true });
        await always.RunAsync(Cancellation);
        var lost = always.Outcomes.Values.Count(o => o is BatchOutcome.Absent { Passes: true });
        Assert.InRange(lost, 1, 25);
        Assert.Equal(50 - lost, always.Outcomes.Values.Count(o => o is BatchOutcome.Answered));
        var told = BatchJournal.Read(always.Directory)[0].Faults!;
        Assert.Equal((lost, lost), (told.NotJson, told.Missing));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_second_line_for_a_call_is_counted_and_does_not_count(ApiKind kind)
    {
        await using var run = await BatchRun.StartAsync(kind, 50, new BatchMischief { Duplicates = 0.2, Reorders = true });
        await run.RunAsync(Cancellation);
        run.AssertAnswered();
        run.AssertBill();
        Assert.InRange(Assert.Single(BatchJournal.Read(run.Directory)).Faults!.Duplicates, 1, 25);
    }

    [Fact]
    public async Task Where_the_providers_queue_is_full_smaller_batches_are_made()
    {
        await using var run = await BatchRun.StartAsync(ApiKind.OpenAI, 64, new BatchMischief { QueueTokens = 700 });
        await run.RunAsync(Cancellation);
        run.AssertAnswered();
        run.AssertBill();
        Assert.Contains(run.Provider.Batches, b => b.Refused);
    }

    [Fact]
    public async Task Cancelled_batches_give_what_was_answered_and_the_rest_is_absent()
    {
        await using var run = await BatchRun.StartAsync(ApiKind.OpenAI, 60, new BatchMischief { Polls = 1000 });
        await using (var transport = BatchTransport.Open(run.Directory, run.Settings, run.Time))
        {
            foreach (var call in run.Calls)
            {
                Assert.IsType<BatchOutcome.Waiting>(await transport.AskAsync(run.Model, call, Cancellation));
            }

            await transport.SubmitAsync(Cancellation);
            await transport.CancelAsync(Cancellation);
            await run.RunAsync(transport, Cancellation);
        }

        run.AssertBill();
        Assert.Contains(run.Outcomes.Values, o => o is BatchOutcome.Answered);
        Assert.Contains(run.Outcomes.Values, o => o is BatchOutcome.Absent { Passes: true });
        Assert.True(BatchJournal.Read(run.Directory)[0].CancelAsked);
    }

    [Fact]
    public async Task A_key_that_is_refused_stops_the_run_and_says_so()
    {
        var time = new SkippingTime();
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(401, "No such key."));
        await using var run = await BatchRun.StartAsync(ApiKind.OpenAI, 3, new BatchMischief());
        await using var transport = BatchTransport.Open(run.Directory, run.Settings, time);
        run.Provider.Hangs = null;
        var client = Roundtable.Models.ChatClients.Create(
            new Connection { Name = "lab", Kind = ApiKind.OpenAI, Address = new Uri(server.Address, "v1"), HasBatches = true },
            "m", null, Roundtable.Models.Http.OutgoingSettings.Create(null, null, null), time);
        await transport.AskAsync(BatchModel.Of(client)!, run.Calls[0], Cancellation);
        var refused = await Assert.ThrowsAsync<ModelCallException>(() => transport.SubmitAsync(Cancellation));
        Assert.True(refused.KeyRefused);
        Assert.Equal(BatchPhase.Refused, Assert.Single(BatchJournal.Read(run.Directory)).Phase);
    }

    [Fact]
    public async Task Two_processes_do_not_work_on_one_runs_batches()
    {
        await using var run = await BatchRun.StartAsync(ApiKind.OpenAI, 1, new BatchMischief());
        await using var transport = BatchTransport.Open(run.Directory, run.Settings, run.Time);
        Assert.Contains("Another process works on the batches", Assert.Throws<IOException>(() => BatchTransport.Open(run.Directory, run.Settings, run.Time)).Message, StringComparison.Ordinal);
        Assert.Empty(BatchJournal.Read(run.Directory));
    }
}
