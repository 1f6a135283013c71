using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Recording;
using Roundtable.Deliberation.Sessions;
using Roundtable.Models.Rehearsal;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Orchestration;

/// <summary>Runs sessions in which scripted seats answer in full, over a log in a directory of its own.</summary>
internal sealed class ScriptedFusion : IDisposable
{
    public static readonly SessionSettings Settings = new(false, 1, 1, 7, false, 1, null, 60, 600) { Fusion = new FusionSettings(false) };

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public List<SessionEvent> Events { get; } = [];

    public string Question { get; set; } = "Which database is best for a multi-tenant SaaS, and why?";

    public bool Streams { get; set; }

    public Price? Price { get; set; }

    public Func<Seat, Seat> Seat { get; set; } = s => s;

    /// <summary>A side of a point: a claim, and quotations, each of the answer that holds <c>of</c> (the quotation itself where that is null).</summary>
    public static (string Claim, (string Quote, string? Of)[] Quotes) Side(string claim, params string[] quotes) =>
        (claim, [.. quotes.Select(q => (q, (string?)null))]);

    public static JsonObject Point(string topic, string kind, string prompt, params (string Claim, (string Quote, string? Of)[] Quotes)[] sides) => new()
    {
        ["topic"] = topic,
        ["kind"] = kind,
        ["sides"] = new JsonArray(
        [
            .. sides.Select(s => (JsonNode)new JsonObject
            {
                ["claim"] = s.Claim,
                ["quotes"] = new JsonArray(
                [
                    .. s.Quotes.SelectMany(q => LettersWith(prompt, q.Of ?? q.Quote).Select(letter => (JsonNode)new JsonObject
                    {
                        ["answer"] = letter,
                        ["quote"] = q.Quote,
                    })),
                ]),
            }),
        ]),
    };

    public static string Points(params JsonObject[] points) => new JsonObject { ["points"] = new JsonArray([.. points]) }.ToJsonString();

    public static string Sentences(params (string Text, string[] Points)[] sentences) =>
        new JsonObject { ["sentences"] = new JsonArray([.. sentences.Select(s => (JsonNode)Sentence(s.Text, s.Points))]) }.ToJsonString();

    public static JsonObject Sentence(string text, params string[] points) =>
        new() { ["text"] = text, ["points"] = new JsonArray([.. points.Select(p => (JsonNode)p)]), ["form"] = "prose" };

    /// <summary>The letters of the answers in a prompt that hold some words.</summary>
    public static IEnumerable<string> LettersWith(string prompt, string words) =>
        RehearsalAnswers.Shown(prompt).Where(a => a.Words.Contains(words, StringComparison.Ordinal)).Select(a => a.Letter);

    public static SeatedModel Moderator(Func<string, string, string> script, Price? price = null) =>
        Moderator(new ScriptedChatClient((call, messages, _) => Task.FromResult(ScriptedChatClient.Said(script(call, messages[^1].Text)))), price);

    public static SeatedModel Moderator(IChatClient client, Price? price = null) =>
        new(new Seat(1, "Moderator", new ModelCard("test/moderator", Price: price)), client, "test", SupportsSchema: true);

    public Task<RecordLog> OpenLogAsync() => RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);

    public Task<FusedSession> RunAsync(string[] answers, SeatedModel? moderator = null, SessionSettings? settings = null) =>
        RunAsync([.. answers.Select(a => (IChatClient)new ScriptedChatClient(_ => a))], moderator, settings);

    public async Task<FusedSession> RunAsync(
        IReadOnlyList<IChatClient> clients, SeatedModel? moderator = null, SessionSettings? settings = null, bool resume = false)
    {
        SeatedModel[] panel =
        [
            .. clients.Select((c, i) => new SeatedModel(
                Seat(new Seat(i + 1, $"Seat {i + 1}", new ModelCard($"test/m{i + 1}", Price: Price))), c, "test", SupportsSchema: true)),
        ];
        var opened = new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
        var plan = new SessionPlan(
            "fused1", opened, new Question(Question, [], []), [.. panel.Select(p => p.Seat)], moderator?.Seat.Model, settings ?? Settings);
        await using var log = await OpenLogAsync();
        var deliberator = new Deliberator(log, TimeProvider.System) { StreamsAnswers = Streams, Estimate = ScriptedTable.Tokens };
        var journal = resume ? await CallJournal.LoadAsync(log, plan.Id, Cancellation) : null;
        Events.Clear();
        await foreach (var e in deliberator.RunAsync(plan, panel, moderator, journal, Cancellation))
        {
            Events.Add(e);
            Assert.Equal(SessionEventJson.Write(e), SessionEventJson.Write(SessionEventJson.Read(SessionEventJson.Write(e))));
        }

        var session = Events.OfType<SessionEvent.FusedFinished>().Single().Session;
        var bytes = SessionDocumentJson.Write(session);
        Assert.Equal(bytes, SessionDocumentJson.Write(SessionDocumentJson.Read(bytes)));
        Assert.Empty(FusedReplay.Problems((FusedSession)SessionDocumentJson.Read(bytes)));
        return session;
    }

    public void Dispose() => _data.Delete(recursive: true);
}
