using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Orchestration;
using Roundtable.Deliberation.Panels;
using Roundtable.Deliberation.Plans;
using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Tools;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Deliberation.Orchestration;

/// <summary>Runs sessions of scripted seats over a log in a directory of its own.</summary>
internal sealed class ScriptedTable : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How many prompts were estimated.</summary>
    public int Estimated { get; private set; }

    /// <summary>The estimate by which sessions keep to their budgets: a token for three characters.</summary>
    public static long Tokens(ModelCard model, IReadOnlyList<ChatMessage> prompt) => (prompt.Sum(m => (long)m.Text.Length) / 3) + 1;

    /// <summary>A moderator that a script speaks for.</summary>
    public static SeatedModel Moderator(IChatClient client, Price? price = null) =>
        new(new Seat(1, "Moderator", new ModelCard("test/moderator", Price: price)), client, "test", SupportsSchema: false);

    /// <summary>The log of every session that was run here.</summary>
    public Task<RecordLog> OpenLogAsync() => RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);

    /// <summary>Runs a session of scripted seats over "Ship it?" to its end.</summary>
    public Task<Session> RunAsync(
        SessionSettings settings, ScriptedChatClient[] clients, Price? price = null, SeatedModel? moderator = null, bool open = false, string[]? options = null) =>
        RunAsync(settings, (IReadOnlyList<IChatClient>)clients, price, moderator, open, options);

    /// <summary>Runs a session over "Ship it?" to its end.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="clients">One a seat.</param>
    /// <param name="price">What every seat's model costs; null for an unknown price.</param>
    /// <param name="moderator">The moderator, or null.</param>
    /// <param name="open">Whether it has no options.</param>
    /// <param name="options">Its options; Yes and No where none are given.</param>
    /// <param name="seat">Changes each seat; null for none.</param>
    /// <param name="time">The clock; the system's where none is given.</param>
    /// <param name="tools">The tools that seats may be given.</param>
    public async Task<Session> RunAsync(
        SessionSettings settings, IReadOnlyList<IChatClient> clients, Price? price = null, SeatedModel? moderator = null, bool open = false,
        string[]? options = null, Func<Seat, Seat>? seat = null, TimeProvider? time = null, IToolBox? tools = null)
    {
        SeatedModel[] panel = [.. clients.Select((c, i) => new SeatedModel(
            (seat ?? (s => s))(new Seat(i + 1, $"Seat {i + 1}", new ModelCard($"test/m{i + 1}", Price: price))), c, "test", SupportsSchema: false)
        {
            Tools = tools,
        })];
        var opened = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        var plan = new SessionPlan(
            SessionId.New(opened),
            opened,
            new Question("Ship it?", open ? [] : options ?? ["Yes", "No"], []),
            [.. panel.Select(p => p.Seat)],
            moderator?.Seat.Model,
            settings);
        await using var log = await OpenLogAsync();
        Session? session = null;
        await foreach (var e in new Deliberator(log, time ?? TimeProvider.System) { Estimate = Estimate }.RunAsync(plan, panel, moderator, null, Cancellation))
        {
            session = (e as SessionEvent.Finished)?.Session ?? session;
        }

        return session!;
    }

    private long Estimate(ModelCard model, IReadOnlyList<ChatMessage> prompt)
    {
        Estimated++;
        return Tokens(model, prompt);
    }

    public void Dispose() => _data.Delete(recursive: true);
}
