using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Roundtable.EndToEnd.Content;

/// <summary>
/// Models of twelve vendors on one server of this computer. What each says follows from its name and the question: the same again and again, no two alike
/// throughout. Nothing of it was written by any of these models, and the data directory that <see cref="SiteContent"/> makes says so.
/// </summary>
internal static class TwelveVendors
{
    /// <summary>Connections and their models.</summary>
    public static IReadOnlyList<(string Connection, string Model)> Models { get; } =
    [
        ("anthropic", "claude-sonnet-5"), ("openai", "gpt-5.5"), ("gemini", "gemini-3.6-flash"), ("xai", "grok-4.5"), ("deepseek", "deepseek-v4-pro"),
        ("mistral", "mistral-large-latest"), ("meta", "llama-3.3-70b"), ("alibaba", "qwen3-32b"), ("moonshot", "kimi-k2"), ("cohere", "command-a"),
        ("nvidia", "nemotron-4-340b"), ("zhipu", "glm-4.6"),
    ];

    /// <summary>The configuration that reaches them.</summary>
    public static string Yaml(Uri server) => "connections:\n" + string.Concat(Models.Select(m =>
        $"  {m.Connection}: {{ kind: openai, address: \"{server}v1\", route: direct, schema: false, models: [{m.Model}] }}\n"))
        + "models:\n" + string.Concat(Models.Select((m, i) => $"  {m.Connection}/{m.Model}: {{ input: {1 + (i % 4)}, output: {4 + i} }}\n"));

    /// <summary>Answers a request.</summary>
    public static Task AnswerAsync(HttpContext context)
    {
        var request = ProviderServer.Request(context);
        var model = request.GetProperty("model").GetString()!;
        var prompt = string.Join('\n', request.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("content").ToString()));
        var text = Said(model, prompt);
        return request.TryGetProperty("stream", out var stream) && stream.GetBoolean()
            ? ProviderStreams.SaysInTwo(Task.CompletedTask, text[..(text.Length / 2)], text[(text.Length / 2)..])(context)
            : ProviderAnswers.Says(text, model)(context);
    }

    private static string Said(string model, string prompt)
    {
        var asked = AskedThings.All.FirstOrDefault(a => prompt.Contains(a.Question, StringComparison.Ordinal));
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var groups in Regex.Matches(prompt, @"^Option (\w+): (.+?)\r?$", RegexOptions.Multiline, TimeSpan.FromSeconds(10)).Select(m => m.Groups))
        {
            keys[groups[2].Value] = groups[1].Value; // those of the last round, where a prompt holds more than one
        }

        if (asked is null || keys.Count == 0)
        {
            return asked is null ? "There is nothing to add." : string.Join(' ', asked.Options[Drawn(model, asked.Question, 0) % asked.Options.Count].Arguments);
        }

        var debated = prompt.Contains("Argument 1, from", StringComparison.Ordinal);
        var first = asked.Options[Lot(model, asked)];
        // In a debate a quarter of the seats go where most began.
        var chosen = debated && Drawn(model, asked.Question, 2) % 4 == 0 ? asked.Options[0] : first;
        var cannot = asked.Question.Contains("not been called", StringComparison.Ordinal) && Drawn(model, asked.Question, 3) % 3 != 0;
        return JsonSerializer.Serialize(new
        {
            reasoning = cannot ? "No election has been called, and nobody can know who would stand." : chosen.Arguments[Drawn(model, asked.Question, 1) % chosen.Arguments.Length],
            choice = cannot ? "object" : keys[chosen.Option],
            acceptable = cannot ? Array.Empty<string>() : [keys[chosen.Option]],
            ranking = asked.Options.OrderBy(o => o.Option != chosen.Option).Select(o => keys[o.Option]).ToArray(),
            moved_by = debated && chosen != first ? 1 : (int?)null,
            answers = debated ? 1 : (int?)null,
            objection = cannot ? "The question presupposes an election that has not been called." : null,
            confidence = 0.5 + (Drawn(model, asked.Question, 4) % 45 / 100.0),
        });
    }

    /// <summary>The first option is the likeliest: panels agree more often than chance.</summary>
    private static int Lot(string model, AskedThing asked) =>
        Drawn(model, asked.Question, 0) % 10 is var lot && lot < 6 ? 0 : 1 + (lot % (asked.Options.Count - 1));

    private static int Drawn(string model, string question, int what) => SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\n{question}\n{what}"))[what];
}
