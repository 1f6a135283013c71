using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Roundtable.Models.Rehearsal;

namespace Roundtable.EndToEnd.Content;

/// <summary>
/// Models of twelve vendors on one server of this computer. What each says follows from its name and the question: the same again and again, no two alike
/// throughout. Nothing of it was written by any of these models, and the data directory that <see cref="SiteContent"/> makes says so.
/// </summary>
internal static partial class TwelveVendors
{
    /// <summary>Connections and their models.</summary>
    public static IReadOnlyList<(string Connection, string Model)> Models { get; } =
    [
        ("anthropic", "claude-sonnet-5"), ("openai", "gpt-5.5"), ("gemini", "gemini-3.6-flash"), ("xai", "grok-4.5"), ("deepseek", "deepseek-v4-pro"),
        ("mistral", "mistral-large-latest"), ("meta", "llama-3.3-70b"), ("alibaba", "qwen3-32b"), ("moonshot", "kimi-k2"), ("cohere", "command-a"),
        ("nvidia", "nemotron-4-340b"), ("zhipu", "glm-4.6"),
    ];

    /// <summary>The configuration that reaches them, from sessions and through the gateway.</summary>
    public static string Yaml(Uri server) => "organisation: acme\nconnections:\n" + string.Concat(Models.Select(m =>
        $"  {m.Connection}: {{ kind: openai, address: \"{server}v1\", route: direct, schema: false, models: [{m.Model}] }}\n"))
        + "models:\n" + string.Concat(Models.Select((m, i) => $"  {m.Connection}/{m.Model}: {{ input: {1 + (i % 4)}, output: {4 + i} }}\n"))
        + "panels:\n  three: { seats: [anthropic/claude-sonnet-5, openai/gpt-5.5, gemini/gemini-3.6-flash] }\n"
        + "  open: { seats: [meta/llama-3.3-70b, alibaba/qwen3-32b, deepseek/deepseek-v4-pro] }\n"
        + "gateway:\n  upstreams:\n" + string.Concat(Models.Take(4).Select(m => $"    {m.Connection}: {{ address: \"{server}\" }}\n"));

    /// <summary>Answers a request.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        var request = ProviderServer.Request(context);
        var model = request.GetProperty("model").GetString()!;
        var prompt = string.Join('\n', request.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("content").ToString()));
        var text = Answered(model, prompt) ?? await ModeratedAsync(prompt);
        await (request.TryGetProperty("stream", out var stream) && stream.GetBoolean()
            ? ProviderStreams.SaysInTwo(Task.CompletedTask, text[..(text.Length / 2)], text[(text.Length / 2)..])(context)
            : ProviderAnswers.Says(text, model)(context));
    }

    /// <summary>Minutes and groups of positions, by the rules of the rehearsal's minute-taker.</summary>
    private static async Task<string> ModeratedAsync(string prompt)
    {
        using RehearsalModerator moderator = new(TimeSpan.Zero, TimeProvider.System);
        return (await moderator.GetResponseAsync([new ChatMessage(ChatRole.User, prompt)])).Text;
    }

    private static string? Answered(string model, string prompt)
    {
        if (prompt.Contains("\"label\"", StringComparison.Ordinal))
        {
            var message = MadeUpMessages.All.FirstOrDefault(prompt.Contains) ?? "";
            var wrong = Drawn(model, message, 0) % 8 == 0;
            return JsonSerializer.Serialize(new { reason = "By its words.", label = wrong ? "neutral" : MadeUpMessages.Tone(message), confidence = wrong ? 0.6 : 0.9 });
        }

        var asked = AskedThings.All.FirstOrDefault(a => prompt.Contains(a.Question, StringComparison.Ordinal));
        if (prompt.Contains("minutes of a panel", StringComparison.Ordinal) || prompt.Contains("\"clusters\"", StringComparison.Ordinal))
        {
            return null;
        }

        if (asked is null)
        {
            return prompt.Contains("\"choice\"", StringComparison.Ordinal)
                ? JsonSerializer.Serialize(new { reasoning = "It follows from what is known.", choice = Key().Match(prompt).Groups[1].Value, acceptable = Array.Empty<string>(), objection = (string?)null, confidence = 0.8 })
                : "There is nothing to add.";
        }

        return prompt.Contains("\"choice\"", StringComparison.Ordinal) ? Ballot(model, prompt, asked)
            : string.Join(' ', asked.Options[Drawn(model, asked.Question, 0) % asked.Options.Count].Arguments);
    }

    private static string Ballot(string model, string prompt, AskedThing asked)
    {
        var keys = Key().Matches(prompt).DistinctBy(static m => m.Groups[2].Value).ToDictionary(static m => m.Groups[2].Value, static m => m.Groups[1].Value, StringComparer.Ordinal);
        var debated = prompt.Contains("Argument 1, from", StringComparison.Ordinal);
        var first = asked.Options[Lot(model, asked)];
        // In a debate a quarter of the seats go where most began.
        var chosen = debated && Drawn(model, asked.Question, 2) % 4 == 0 ? asked.Options[0] : first;
        var cannot = asked.Question.Contains("not been called", StringComparison.Ordinal) && Drawn(model, asked.Question, 3) % 3 != 0;
        var isOpen = prompt.Contains("\"position\"", StringComparison.Ordinal);
        var key = isOpen ? "answer" : keys[chosen.Option];
        return JsonSerializer.Serialize(new
        {
            reasoning = cannot ? "No election has been called, and nobody can know who would stand." : string.Join(' ', Ordered(chosen.Arguments, Drawn(model, asked.Question, 1))),
            choice = cannot ? "object" : key,
            position = isOpen && !cannot ? chosen.Option : null,
            acceptable = cannot ? Array.Empty<string>() : [key],
            ranking = isOpen ? null : asked.Options.OrderBy(o => o == chosen ? 0 : 1).Select(o => keys[o.Option]).ToArray(),
            moved_by = debated && chosen != first ? 1 : (int?)null,
            answers = debated && chosen == first ? 1 : (int?)null,
            objection = cannot ? "The question presupposes an election that has not been called." : null,
            confidence = 0.5 + (Drawn(model, asked.Question, 4) % 45 / 100.0),
        });
    }

    private static IEnumerable<string> Ordered(string[] arguments, int draw) => draw % 3 == 0 ? arguments : draw % 3 == 1 ? arguments.Reverse() : arguments.Take(1);

    /// <summary>The first option is the likeliest: panels agree more often than chance.</summary>
    private static int Lot(string model, AskedThing asked) =>
        Drawn(model, asked.Question, 0) % 10 is var lot && lot < 6 ? 0 : 1 + (lot % (asked.Options.Count - 1));

    private static int Drawn(string model, string question, int what) => SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\n{question}\n{what}"))[what];

    [GeneratedRegex(@"^Option (\w+): (.+?)\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
