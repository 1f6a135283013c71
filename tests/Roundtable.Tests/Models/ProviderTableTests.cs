using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Sessions;
using Roundtable.Models;
using Roundtable.Models.Http;
using Roundtable.Models.Providers;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models;

/// <summary>Every behaviour of providers that the table knows, met by a session from the prompt to the ballot.</summary>
public sealed class ProviderTableTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly ImpatientTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Answering() =>
        [.. ProviderTable.Rejecting.Concat(ProviderTable.Limiting).Concat(ProviderTable.Misplacing).Concat(ProviderTable.Writing).SelectMany(m => new[] { (m, false), (m, true) })];

    public static TheoryData<string> Filtering() => [.. ProviderTable.Filtering];

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Answering))]
    public async Task A_seat_whose_answer_is_there_or_can_be_had_votes(string model, bool streams)
    {
        await using var server = await ProviderTable.StartAsync();
        var session = await RunAsync(server, model, streams);
        var ballot = Assert.Single(session.Rounds[0].Ballots);
        Assert.Equal(0, Assert.IsType<Choice.Vote>(ballot.Choice).Option);
        Assert.Null(ballot.RepairedFrom);
        Assert.Empty(_time.Waits);
    }

    [Theory]
    [MemberData(nameof(Filtering))]
    public async Task What_a_filter_stops_is_refused_and_not_absent(string model)
    {
        await using var server = await ProviderTable.StartAsync();
        var session = await RunAsync(server, model);
        Assert.IsType<Choice.Refusal>(Assert.Single(session.Rounds[0].Ballots).Choice);
        Assert.Empty(session.Rounds[0].Absences);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_limit_that_is_renamed_or_made_smaller_is_never_dropped()
    {
        await using var server = await ProviderTable.StartAsync();
        foreach (var model in ProviderTable.Limiting.Append("oseries"))
        {
            await RunAsync(server, model);
            Assert.NotNull(ProviderTable.Limit(server.Requests[^1]));
        }
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":""},"finish_reason":"length"}],"usage":{"prompt_tokens":500,"completion_tokens":2000,"total_tokens":2500,"completion_tokens_details":{"reasoning_tokens":2000}}}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":500,"completion_tokens":0,"total_tokens":2500}}""")]
    public async Task Thinking_that_took_every_token_is_told_as_a_cut_and_asked_for_with_more(string body)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Json(body), ProviderAnswers.Json(body));
        var session = await RunAsync(server, "length0");
        Assert.StartsWith("Its answer was cut at 64000 tokens, ", Assert.Single(session.Rounds[0].Absences).Reason, StringComparison.Ordinal);
        Assert.Equal([16_000, 64_000], server.Requests.Select(r => ProviderTable.Limit(r)!.Value));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Rate limit reached for requests per day. Try again in 6h","type":"rate_limit"}}""", "21600", "Retry after 6 hours.")]
    [InlineData("""{"error":{"message":"Rate limit reached for requests per day. Please try again in 5h12m3.5s.","type":"rate_limit"}}""", null, "Retry after 5 hours.")]
    [InlineData("""{"error":{"code":429,"message":"You exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7200s"}]}}""", null, "Retry after 2 hours.")]
    public async Task A_limit_of_hours_fails_at_once_and_says_so(string body, string? header, string says)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.FailsWith(429, body, header is null ? [] : [("Retry-After", header)]));
        var absence = Assert.Single((await RunAsync(server, "r429long")).Rounds[0].Absences);
        Assert.EndsWith(says, absence.Reason, StringComparison.Ordinal);
        Assert.Null(absence.Passes);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("Rate limit reached for model `llama-3.1-8b-instant` on tokens per minute (TPM): Limit 30000, Used 20034, Requested 16443. Please try again in 4.77s.", 4.77)]
    [InlineData("Rate limit reached for requests. Please try again in 1m2s.", 62)]
    [InlineData("Requests to the ChatCompletions operation have exceeded the call rate limit. Please retry after 23 seconds.", 23)]
    [InlineData("Quota exceeded. Please retry in 36.5s.", 36.5)]
    [InlineData("Slow down: try again in 800ms.", 0.8)]
    public async Task A_wait_that_only_the_words_tell_is_kept(string message, double seconds)
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Fails(429, message, "rate_limit_exceeded"), ProviderTable.Votes);
        var session = await RunAsync(server, "m");
        if (seconds > 60)
        {
            Assert.Empty(session.Rounds[0].Ballots);
            return;
        }

        Assert.Single(session.Rounds[0].Ballots);
        Assert.Equal(seconds, Assert.Single(_time.Waits).TotalSeconds, 0.002);
    }

    [Theory]
    [InlineData("""{"id":"x","error":{"code":502,"message":"Provider returned error"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""")]
    [InlineData("""{"id":"x","choices":[],"error":{"code":502,"message":"Worker local total request limit reached (33/32)"}}""")]
    [InlineData("""{"error":"Model too busy, unable to get response in less than 60 second(s)","error_type":"overloaded"}""")]
    public async Task An_error_within_a_stream_is_no_answer_and_is_asked_again(string error)
    {
        await using var server = await ProviderServer.StartAsync(
            ProviderStreams.Events("""{"choices":[{"delta":{"content":"{\"choice\":"}}]}""", error, "[DONE]"), ProviderTable.Votes);
        Assert.Single((await RunAsync(server, "miderror", streams: true)).Rounds[0].Ballots);
        Assert.Equal(2, server.Requests.Count);
    }

    private async Task<Session> RunAsync(ProviderServer server, string model, bool streams = false)
    {
        var connection = new Connection { Name = "lab", Kind = ApiKind.OpenAI, Address = new Uri(server.Address, "/v1") };
        var settings = new SeatSettings { TopP = 0.9, Effort = "high" };
        var seat = new SeatedModel(
            new Seat(1, "Seat 1", new ModelCard($"lab/{model}"), Temperature: 0.7, Settings: settings),
            ChatClients.Create(connection, model, null, OutgoingSettings.Default, _time),
            "lab",
            SupportsSchema: true);
        var opened = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        var plan = new SessionPlan(
            SessionId.New(opened), opened, new Question("Ship it?", ["Yes", "No"], []), [seat.Seat], null, new SessionSettings(false, 1, 1, 1, false, 1, null, 60, 600));
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        return await new Deliberator(log, TimeProvider.System) { StreamsAnswers = streams }.RunAsync(plan, [seat], null, null, Cancellation)
            .OfType<SessionEvent.Finished>().Select(f => f.Session).SingleAsync(Cancellation);
    }
}
