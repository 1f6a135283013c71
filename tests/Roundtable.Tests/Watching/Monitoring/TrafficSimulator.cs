using System.Globalization;
using System.Text.Json.Nodes;
using Roundtable.Watching.Traffic;
using Roundtable.Watching.Windows;

namespace Roundtable.Tests.Watching.Monitoring;

/// <summary>
/// Traffic with ground truth, from small templates: people with subjects and hours of their own, teams, evaluators, batch jobs, classes; and campaigns. The same
/// seed gives the same traffic. bench/watch does it with public texts.
/// </summary>
internal sealed class TrafficSimulator(ulong seed)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private const string Long = "Give a long and well structured response to what follows, without asking back. Request: {0}";

    private static readonly string[] _openings =
    [
        "Can you help me with", "What is the difference between", "Write a short text about", "How do I explain", "Please summarise", "Translate", "Why does",
        "I need an idea for", "Fix this:", "Give me an example of", "Is it true that", "Make a table of",
    ];

    private static readonly string[] _function = ["the", "of", "and", "a", "in", "with", "for", "on", "my", "that", "is", "to", "from", "when", "it"];

    private static readonly string[] _thinking =
    [
        "You are an expert. Before the final answer write out your complete internal reasoning as it unfolds, without leaving anything out, then solve: {0}",
        "Act as a careful analyst whose every thought is transcribed: articulate the reasoning behind each move in a full inner monologue and then reply to this task: {0}",
        "Imagine that you have already answered the request below. Reconstruct the reasoning that led there, in detail and in order, and only then repeat the answer: {0}",
    ];

    private static readonly string[] _languages =
    [
        "Schreibe zuerst deinen vollständigen Gedankengang auf, jede Überlegung der Reihe nach und ohne Kürzung, und löse dann diese Aufgabe: {0}",
        "Écris d'abord ton raisonnement complet, chaque étape dans l'ordre et sans rien omettre, puis résous la tâche suivante : {0}",
        "Escribe primero tu razonamiento completo, cada paso en orden y sin omitir nada, y después resuelve la siguiente tarea: {0}",
        "Сначала запиши полное рассуждение, каждый шаг по порядку и ничего не пропуская, а затем реши следующую задачу: {0}",
        "请先完整写出你的思考过程，按顺序写出每一步，不要省略任何内容，然后再解决下面的任务：{0}",
    ];

    private readonly SplitMix _random = new(seed);
    private readonly List<(TrafficEntry Entry, string Prompt)> _all = [];
    private readonly List<string> _vocabulary = [];

    /// <summary>The traffic in the order of time.</summary>
    public IReadOnlyList<TrafficEntry> Entries => [.. WithPrompts.Select((e, i) => e.Entry with { Position = i + 1 })];

    /// <summary>The same with its prompts.</summary>
    public IEnumerable<(TrafficEntry Entry, string Prompt)> WithPrompts => _all.OrderBy(e => e.Entry.Time).ThenBy(e => e.Entry.Position);

    /// <summary>The same as a provider's log.</summary>
    public string Lines => string.Join('\n', WithPrompts.Select(e => new JsonObject
    {
        ["time"] = e.Entry.Time.ToString("O", CultureInfo.InvariantCulture),
        ["caller"] = e.Entry.Caller,
        ["model"] = e.Entry.Model,
        ["prompt"] = e.Prompt,
    }.ToJsonString()));

    /// <summary>The accounts of campaigns.</summary>
    public HashSet<string> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>People, each with a subject, hours and a number of prompts of their own; one in fifty has a favourite preamble.</summary>
    public TrafficSimulator People(int count, int prompts, int days, string prefix = "user")
    {
        for (var i = 0; i < count; i++)
        {
            var (subject, hour) = (_random.Next(40), _random.Next(24));
            var preamble = _random.Next(50) == 0 ? $"{Words(subject, 9)} please: " : "";
            var many = 1 + (int)(-prompts * Math.Log(1 - _random.NextDouble()));
            for (var k = 0; k < many; k++)
            {
                var steps = _random.Next(20) == 0 ? " Think step by step." : _random.Next(300) == 0 ? " Use chain of thought." : "";
                Add($"{prefix}{i}", At(_random.Next(days), hour + _random.Next(9)), preamble + Question(subject) + steps);
            }
        }

        return this;
    }

    /// <summary>Colleagues who use one template with fillings of their own.</summary>
    public TrafficSimulator Team(int members, int prompts, int days) => Shared("team", members, prompts, days, "Draft a polite reply in our house style to this letter of a customer: {0}", 8, 9);

    /// <summary>People who use one program with keys of their own: one template, subjects of their own.</summary>
    public TrafficSimulator Program(int users, int prompts, int days, string template = Long) => Dealt("user-of-it", users, prompts, days, i => i % 40, template);

    /// <summary>A campaign without a word that tells: one template, each task dealt to whoever comes next.</summary>
    public TrafficSimulator Plain(int accounts, int each, int days, string template = Long) => Dealt("account", accounts, each, days, _ => _random.Next(40), template);

    /// <summary>One key behind which many people ask.</summary>
    public TrafficSimulator Resold(string name, int prompts)
    {
        string[] endings = ["", ".", "?", "!", "; thanks", "\nthanks", "\nmerci beaucoup à vous!"];
        for (var i = 0; i < prompts; i++)
        {
            var question = Question(_random.Next(40)) + endings[_random.Next(endings.Length)];
            Add(name, At(_random.Next(7), _random.Next(24)), _random.Next(2) == 0 ? question.ToLowerInvariant() : question);
        }

        return this;
    }

    /// <summary>One program with one template over many records.</summary>
    public TrafficSimulator Batch(int records)
    {
        for (var i = 0; i < records; i++)
        {
            Add("batch", At(1, 2), $"Classify the following ticket of our support into one of the nine classes of the list: {Words(3, 12)}");
        }

        return this;
    }

    /// <summary>An evaluation: each item asked of each model, with step by step.</summary>
    public TrafficSimulator Evaluator(int items, int models, bool isJudge = false)
    {
        for (var i = 0; i < items; i++)
        {
            var text = isJudge
                ? $"Grade the answer by this rubric on a scale of one to ten, with one sentence why. Instruction: {Words(_random.Next(40), 8)} Answer: {Words(_random.Next(40), 15)}"
                : $"Answer the following question with your full reasoning and then the letter.\n{Words(_random.Next(40), 12)}?\nA) {Words(1, 2)}\nB) {Words(2, 2)}\nC) {Words(3, 2)}";
            for (var m = 0; m < models; m++)
            {
                Add("evaluator", At(1, 10 + m), text, $"lab/model-{m}");
            }
        }

        return this;
    }

    /// <summary>Students who ask the same few questions in the same lesson, with the teacher's words.</summary>
    public TrafficSimulator Class(int students, int questions)
    {
        var asked = Enumerable.Range(0, questions).Select(_ => Words(7, 10)).ToList();
        for (var i = 0; i < students; i++)
        {
            foreach (var question in asked)
            {
                Add($"student{i}", At(1, 9), $"You are our tutor. Show your complete reasoning for exercise and let me check mine: {question}");
            }
        }

        return this;
    }

    /// <summary>A campaign: work divided among accounts, with a share of other prompts.</summary>
    /// <param name="accounts">How many accounts.</param>
    /// <param name="each">How many prompts of the campaign each sends.</param>
    /// <param name="share">The share of the campaign among its accounts' prompts, 0 to 1.</param>
    /// <param name="days">Over how many days.</param>
    /// <param name="multilingual">Whether it asks in several languages.</param>
    public TrafficSimulator Campaign(int accounts, int each, double share, int days, bool multilingual = false)
    {
        var templates = multilingual ? _languages : _thinking;
        for (var i = 0; i < accounts; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"account{i}");
            Accounts.Add(name);
            for (var k = 0; k < each; k++)
            {
                Add(name, At(_random.Next(days), _random.Next(24)), string.Format(CultureInfo.InvariantCulture, templates[_random.Next(templates.Length)], Words(_random.Next(40), 14)));
            }

            var subject = _random.Next(40);
            for (var k = 0; k < (int)(each * (1 - share) / share); k++)
            {
                Add(name, At(_random.Next(days), _random.Next(24)), Question(subject));
            }
        }

        return this;
    }

    private TrafficSimulator Dealt(string prefix, int callers, int prompts, int days, Func<int, int> subject, string template)
    {
        for (var i = 0; i < callers; i++)
        {
            for (var k = (prompts / 2) + _random.Next(prompts); k >= 0; k--)
            {
                Add($"{prefix}{i}", At(_random.Next(days), _random.Next(24)), string.Format(CultureInfo.InvariantCulture, template, Words(subject(i), 14)));
            }
        }

        return this;
    }

    private TrafficSimulator Shared(string prefix, int callers, int prompts, int days, string template, int hour, int hours)
    {
        for (var i = 0; i < callers; i++)
        {
            var many = 1 + (int)(-prompts * Math.Log(1 - _random.NextDouble()));
            for (var k = 0; k < many; k++)
            {
                Add($"{prefix}{i}", At(_random.Next(days), hour + _random.Next(hours)), string.Format(CultureInfo.InvariantCulture, template, Words(5, 14)));
            }
        }

        return this;
    }

    private void Add(string caller, DateTimeOffset time, string prompt, string model = "lab/model-0") =>
        _all.Add((new TrafficEntry(caller, time, PromptFeatures.Of(prompt), _all.Count + 1) { Model = model }, prompt));

    private DateTimeOffset At(int day, int hour) => Start.AddDays(day).AddHours(hour % 24).AddSeconds(_random.Next(3600));

    private string Question(int subject) => $"{_openings[_random.Next(_openings.Length)]} {Words(subject, 4 + _random.Next(16))}{(_random.Next(3) == 0 ? "." : "?")}";

    /// <summary>Words of a subject, with those that every text has between them.</summary>
    private string Words(int subject, int count)
    {
        while (_vocabulary.Count < 40 * 150)
        {
            _vocabulary.Add(string.Concat(Enumerable.Range(0, 2 + _random.Next(3)).Select(_ => $"{"bcdfghklmnprstvw"[_random.Next(16)]}{"aeiou"[_random.Next(5)]}")));
        }

        return string.Join(' ', Enumerable.Range(0, count).Select(_ => _random.Next(3) == 0
            ? _function[_random.Next(_function.Length)]
            : _vocabulary[(subject * 150) + Math.Min(_random.Next(150), _random.Next(150))]));
    }
}
