using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Roundtable.EndToEnd;

/// <summary>
/// Two models on this computer: one answers at once, the other says its first words and then waits until it is let go. A session that asks both stays
/// under way for as long as a test looks at it, on a machine of any speed.
/// </summary>
internal sealed class HeldPanel : IAsyncDisposable
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProviderServer _server;

    private HeldPanel(ProviderServer server) => _server = server;

    /// <summary>The connection, as roundtable.yaml has it.</summary>
    public string Yaml => $$"""
        connections:
          local:
            kind: openai
            address: {{_server.Address}}v1
            models: [quick, held]
        """;

    /// <summary>What a session asks, that of the quick one first.</summary>
    public static string[] Models => ["local/quick", "local/held"];

    /// <summary>A panel whose models vote for the two first options, one each.</summary>
    /// <param name="quickRounds">The rounds in which the held one answers at once, before it waits.</param>
    public static Task<HeldPanel> VotingAsync(int quickRounds = 0) => StartAsync(quickRounds, Ballot(1), Ballot(2));

    /// <summary>A panel whose models answer in full.</summary>
    public static Task<HeldPanel> AnsweringAsync() => StartAsync(0, "A **table** a tenant, with row security.", "One schema for each tenant.");

    /// <summary>How often a model was asked.</summary>
    public int Asked(string model)
    {
        lock (_server.Requests)
        {
            return _server.Requests.Count(r => r.TryGetProperty("model", out var name) && name.GetString() == model);
        }
    }

    /// <summary>Lets the held one answer, now and whenever it is asked again.</summary>
    public void Release() => _released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _server.DisposeAsync();
    }

    private static async Task<HeldPanel> StartAsync(int quickRounds, string quick, string held)
    {
        var panel = new HeldPanel(await ProviderServer.StartAsync(Answers(quick)));
        panel._server.For("held", [.. Enumerable.Repeat(Answers(held), quickRounds), context => panel.HoldAsync(context, held)]);
        return panel;
    }

    private static Func<HttpContext, Task> Answers(string text) =>
        ProviderAnswers.Where("stream", ProviderStreams.Says(text[..^1], text[^1..]), ProviderAnswers.Says(text));

    private async Task HoldAsync(HttpContext context, string text)
    {
        if (ProviderServer.Request(context).TryGetProperty("stream", out _))
        {
            await ProviderStreams.SaysInTwo(_released.Task, text[..(text.Length / 2)], text[(text.Length / 2)..])(context);
            return;
        }

        await _released.Task.WaitAsync(context.RequestAborted);
        await ProviderAnswers.Says(text)(context);
    }

    private static string Ballot(int choice) =>
        JsonSerializer.Serialize(new { reasoning = $"Option {choice} costs less and can be undone.", choice = $"{choice}", acceptable = new[] { choice }, objection = (string?)null, confidence = 0.7 });
}
