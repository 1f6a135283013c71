using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Models;
using Roundtable.Models.Http;
using Roundtable.Models.Protocols;
using Roundtable.Models.Providers;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Models;

/// <summary>A whole panel over HTTP, of which some seats' servers misbehave.</summary>
public sealed class PanelOverHttpTests : IDisposable
{
    private const string Vote = """Sure! ```json {"choice":"Yes","reasoning":"Because.","confidence":0.9} ``` Anything else?""";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task The_panel_reaches_a_verdict_and_says_why_seats_are_absent()
    {
        await using var good = await ProviderServer.StartAsync(ProviderAnswers.Fails(429), ProviderAnswers.Says(Vote));
        await using var fenced = await ProviderServer.StartAsync(ProviderAnswers.SaysAsAnthropic(Vote, model: "another-model"));
        await using var down = await ProviderServer.StartAsync(ProviderAnswers.Fails(500, "Out of order."));
        await using var stalled = await ProviderServer.StartAsync(ProviderAnswers.Stalls);
        await using var refusing = await ProviderServer.StartAsync(ProviderAnswers.Says("", finish: "content_filter"));
        await using var unreadable = await ProviderServer.StartAsync(ProviderAnswers.Says("Let me think about it."));

        var session = await RunAsync(
            Seat(1, good), Seat(2, fenced, ApiKind.Anthropic), Seat(3, down), Seat(4, stalled, seconds: 5), Seat(5, refusing), Seat(6, unreadable));
        var final = session.Verdict.Final;
        Assert.Equal(TallyLabel.Unanimous, final.Label);
        Assert.Equal((2, 2, 1, 1), (final.Cast, final.Absent, final.Refusals, final.Unparsed));
        Assert.Equal(
            ["server3/m is failing (500): Out of order.", "It gave no answer within 5 seconds."],
            session.Rounds[0].Absences.Select(a => a.Reason));

        await using var log = await RecordLog.OpenReadOnlyAsync(_data.FullName, Cancellation);
        var leaves = await log.ReadAsync(0, Cancellation).ToListAsync(Cancellation);
        Assert.Equal("another-model", leaves[(int)session.Rounds[0].Ballots.Single(b => b.Seat == 2).Receipt.Leaf].Leaf.Producer!.Served);
        // The unreadable answer was asked for once more; both are on the record.
        Assert.Equal(2, leaves.Count(l => l.Leaf.Call?.StartsWith("r1.s6.", StringComparison.Ordinal) == true));
    }

    private static SeatedModel Seat(int number, ProviderServer server, ApiKind kind = ApiKind.OpenAI, int? seconds = null)
    {
        var connection = new Connection { Name = $"server{number}", Kind = kind, Address = kind == ApiKind.Anthropic ? server.Address : new Uri(server.Address, "/v1") };
        return new SeatedModel(
            new Seat(number, $"Seat {number}", new ModelCard($"server{number}/m")) { Settings = seconds is { } given ? new SeatSettings { Seconds = given } : null },
            ChatClients.Create(connection, "m", null, OutgoingSettings.Default, new ImpatientTime()),
            connection.Name,
            SupportsSchema: false);
    }

    private async Task<Session> RunAsync(params SeatedModel[] panel)
    {
        var opened = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        var plan = new SessionPlan(
            SessionId.New(opened), opened, new Question("Ship it?", ["Yes", "No"], []), [.. panel.Select(p => p.Seat)], null, new SessionSettings(false, 1, 1, 1, false, 2, null, 600, 3600));
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        return await new Deliberator(log, TimeProvider.System).RunAsync(plan, panel, null, null, Cancellation)
            .OfType<SessionEvent.Finished>().Select(f => f.Session).SingleAsync(Cancellation);
    }
}
