using System.Text.Json;
using System.Text.RegularExpressions;
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

    /// <summary>A panel of which the quick one votes for "Yes" and the other for "No", in every round.</summary>
    /// <param name="quickRounds">The rounds in which the held one answers at once, before it waits.</param>
    public static Task<HeldPanel> VotingAsync(int quickRounds = 0) => StartAsync(quickRounds, c => Ballot(c, "Yes"), c => Ballot(c, "No"));

    /// <summary>A panel whose models answer in full.</summary>
    public static Task<HeldPanel> AnsweringAsync() => StartAsync(0, _ => "A **table** a tenant, with row security.", _ => "One schema for each tenant.");

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

    private static async Task<HeldPanel> StartAsync(int quickRounds, Func<HttpContext, string> quick, Func<HttpContext, string> held)
    {
        var panel = new HeldPanel(await ProviderServer.StartAsync(context => SayAsync(context, quick(context), Task.CompletedTask)));
        panel._server.For(
            "held",
            [
                .. Enumerable.Repeat<Func<HttpContext, Task>>(context => SayAsync(context, held(context), Task.CompletedTask), quickRounds),
                context => SayAsync(context, held(context), panel._released.Task),
            ]);
        return panel;
    }

    /// <summary>Says half of a text, and the rest when this has happened.</summary>
    private static async Task SayAsync(HttpContext context, string text, Task then)
    {
        if (ProviderServer.Request(context).TryGetProperty("stream", out _))
        {
            await ProviderStreams.SaysInTwo(then, text[..(text.Length / 2)], text[(text.Length / 2)..])(context);
            return;
        }

        await then.WaitAsync(context.RequestAborted);
        await ProviderAnswers.Says(text)(context);
    }

    /// <summary>A ballot for an option, by the key that this seat sees it under.</summary>
    private static string Ballot(HttpContext context, string option)
    {
        var prompt = ProviderServer.Request(context).GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString();
        var key = Regex.Match(prompt, $@"^Option (\w+): {option}\r?$", RegexOptions.Multiline, TimeSpan.FromSeconds(10)).Groups[1].Value;
        return JsonSerializer.Serialize(new
        {
            reasoning = $"The word {option} costs less, and can be undone.",
            choice = key,
            acceptable = new[] { key },
            moved_by = (int?)null,
            answers = prompt.Contains("Argument 1, from", StringComparison.Ordinal) ? 1 : (int?)null,
            objection = (string?)null,
            confidence = 0.7,
        });
    }
}
