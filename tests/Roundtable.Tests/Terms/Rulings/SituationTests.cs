using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>The real situations of docs/rulings.md, ruled on by the starter set; the page's table is made of these.</summary>
public sealed class SituationTests
{
    private const string On = "2026-11-01";
    private const string Head = "| situation | use | answer | because of |";

    private const string Entries = """
        organisation: acme
        version: "1"
        region: US
        users: 1000
        revenue: 1000000
        ---
        organisation: eu-firm
        version: "1"
        region: DE
        users: 1000
        revenue: 1000000
        ---
        organisation: cn-firm
        version: "1"
        region: CN
        ---
        organisation: sg-firm
        version: "1"
        region: SG
        owners: [{organisation: cn-firm, share: 60}]
        ---
        model: acme/claude-student
        version: "1"
        vendor: acme
        kind: language-model
        weights: open
        licence: apache-2.0
        sources:
          - { taught-by: model:anthropic/claude, on: 2025-12-01 }
        ---
        model: acme/gpt-student
        version: "1"
        vendor: acme
        kind: language-model
        weights: open
        licence: apache-2.0
        sources:
          - { made-with: model:openai/gpt, on: 2025-12-01 }
        ---
        model: acme/llama2-student
        version: "1"
        vendor: acme
        kind: language-model
        weights: open
        licence: apache-2.0
        sources:
          - { taught-by: model:meta/llama-2, on: 2024-01-01 }
        ---
        model: acme/llama2-classifier
        version: "1"
        vendor: acme
        kind: classifier
        weights: open
        licence: apache-2.0
        sources:
          - { labelled-by: model:meta/llama-2, on: 2024-01-01 }
        ---
        model: acme/tiny
        version: "1"
        vendor: acme
        kind: language-model
        weights: open
        licence: apache-2.0
        sources:
          - { taught-by: model:meta/llama-3.1, on: 2025-02-01, through: local }
        ---
        model: acme/Llama-tiny
        version: "1"
        vendor: acme
        kind: language-model
        weights: open
        licence: apache-2.0
        sources:
          - { taught-by: model:meta/llama-3.1, on: 2025-02-01, through: local }
        ---
        model: acme/r1-student
        version: "1"
        vendor: acme
        kind: language-model
        weights: open
        licence: apache-2.0
        sources:
          - { taught-by: model:deepseek/r1, on: 2025-03-01, through: local }
        ---
        model: acme/undated
        version: "1"
        vendor: acme
        kind: language-model
        weights: open
        licence: apache-2.0
        sources:
          - { taught-by: model:deepseek/r1 }
        ---
        model: xai/coder
        version: "1"
        vendor: xai
        kind: language-model
        weights: closed
        sources:
          - { made-with: model:anthropic/claude, on: 2026-02-01 }
        ---
        dataset: acme/by-sa
        version: "1"
        whose: somebody
        licence: cc-by-sa-4.0
        ---
        dataset: acme/by-nd
        version: "1"
        whose: somebody
        licence: cc-by-nd-4.0
        ---
        dataset: acme/by-nc
        version: "1"
        whose: somebody
        licence: cc-by-nc-4.0
        ---
        dataset: acme/mix
        version: "1"
        whose: acme
        licence: cc-by-4.0
        sources:
          - { derived-from: dataset:acme/by-sa, on: 2025-01-01 }
        ---
        dataset: acme/other
        version: "1"
        whose: somebody
        unknown: "licence: other"
        """;

    private static readonly Lazy<World> _world = new(() =>
    {
        var world = new World();
        world.Register(StarterSet.Entries);
        return world.With(Entries);
    });

    private static readonly Situation[] _situations =
    [
        new("Answers of Claude by Anthropic's API", Use.TrainCompeting, Outcome.Denied, "anthropic-commercial", By("acme", "anthropic", "claude-opus-4-5", RouteKind.Direct, "2025-11-15")),
        new("The same, by xAI before it was cut off", Use.Evaluate, Outcome.Allowed, "anthropic-commercial", By("xai", "anthropic", "claude-opus-4-5", RouteKind.Direct, "2025-11-15")),
        new("The same, by xAI after it was cut off", Use.Evaluate, Outcome.Denied, "anthropic", By("xai", "anthropic", "claude-opus-4-5", RouteKind.Direct, "2026-01-08")),
        new("The same, from private accounts", Use.Evaluate, Outcome.Denied, "anthropic", By("xai", "claude.ai", "claude-opus-4-5", RouteKind.Direct, "2026-02-15")),
        new("The same, through a reseller", Use.Evaluate, Outcome.Denied, "anthropic", By("xai", "blackbox", "claude-opus-4-5", RouteKind.Reseller, "2026-03-15")),
        new("The same, through an aggregator", Use.Evaluate, Outcome.Denied, "anthropic", By("xai", "openrouter", "claude-opus-4-5", RouteKind.Aggregator, "2026-03-15")),
        new("The same, through a cloud", Use.Evaluate, Outcome.Denied, "anthropic", By("xai", "bedrock", "claude-opus-4-5", RouteKind.Cloud, "2026-03-15")),
        new("A coding model that xAI made with Claude after the cut-off", Use.Publish, Outcome.Denied, "anthropic", Model("acme", "xai/coder")),
        new("Answers of Claude, by a firm in China", Use.Evaluate, Outcome.Denied, "anthropic", By("cn-firm", "anthropic", "claude-opus-4-5", RouteKind.Direct, "2025-06-01")),
        new("Answers of Claude, by a firm in Singapore that is Chinese by 60 %", Use.Evaluate, Outcome.Denied, "anthropic", By("sg-firm", "openrouter", "claude-opus-4-5", RouteKind.Aggregator, "2025-10-01")),
        new("The same, before Anthropic barred such owners", Use.Evaluate, null, "anthropic-commercial", By("sg-firm", "anthropic", "claude-opus-4-5", RouteKind.Direct, "2025-07-01")),
        new("Answers of GPT by OpenAI's API", Use.TrainCompeting, Outcome.Denied, "openai-services", By("acme", "openai", "gpt-5.5", RouteKind.Direct, "2026-02-01")),
        new("Answers of gpt-oss that a firm in China ran itself", Use.Evaluate, Outcome.Allowed, "apache-2.0", By("cn-firm", "ollama", "gpt-oss:20b", RouteKind.Local, "2026-02-01")),
        new("A student of Claude", Use.Publish, Outcome.Denied, "anthropic-commercial", Model("acme", "acme/claude-student")),
        new("A student of Claude", Use.TrainOpen, Outcome.Denied, "anthropic-commercial", Model("acme", "acme/claude-student")),
        new("A student of Claude, by its maker", Use.Evaluate, Outcome.Unknown, "anthropic-commercial", Model("acme", "acme/claude-student")),
        new("A model that was made with answers of GPT", Use.Deploy, Outcome.Denied, "openai-services", Model("acme", "acme/gpt-student")),
        new("A language model taught by Llama 2", Use.Publish, Outcome.Denied, "llama-2", Model("acme", "acme/llama2-student")),
        new("A classifier whose labels Llama 2 gave", Use.Publish, null, "llama-2", Model("acme", "acme/llama2-classifier")),
        new("A student of Llama 3.1 that is called tiny", Use.Publish, Outcome.Denied, "its name must begin with \"Llama\"", Model("acme", "acme/tiny")),
        new("The same, called Llama-tiny", Use.Publish, Outcome.AllowedIf, "llama-3.1", Model("acme", "acme/Llama-tiny")),
        new("DeepSeek-R1-Distill-Qwen-7B", Use.Publish, Outcome.AllowedIf, "mit", Model("acme", "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B")),
        new("DeepSeek-R1-Distill-Llama-8B under that name", Use.Publish, Outcome.Denied, "its name must begin with \"Llama\"", Model("acme", "deepseek-ai/DeepSeek-R1-Distill-Llama-8B")),
        new("A student of DeepSeek R1", Use.Publish, Outcome.Allowed, "mit", Model("acme", "acme/r1-student")),
        new("The same, of which nobody tells the day", Use.Publish, Outcome.Unknown, "on which day", Model("acme", "acme/undated")),
        new("Llama 4, by a firm in Germany", Use.Deploy, Outcome.Denied, "llama-4", Model("eu-firm", "meta/llama-4")),
        new("Llama 4, by a firm in the United States", Use.Deploy, Outcome.AllowedIf, "llama-4", Model("acme", "meta/llama-4")),
        new("Data under CC BY-SA", Use.TrainOpen, Outcome.AllowedIf, "cc-by-sa-4.0", Model("acme", "acme/by-sa")),
        new("Data under CC BY-ND", Use.Modify, Outcome.Denied, "cc-by-nd-4.0", Model("acme", "acme/by-nd")),
        new("Data under CC BY-NC", Use.Resell, Outcome.Denied, "cc-by-nc-4.0", Model("acme", "acme/by-nc")),
        new("A mix under CC BY of data under CC BY-SA", Use.Publish, Outcome.Denied, "it has to be handed on under CC-BY-SA-4.0", Model("acme", "acme/mix")),
        new("Data whose card says `license: other`", Use.Evaluate, Outcome.Unknown, "licence: other", Model("acme", "acme/other")),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, _situations.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_situation_is_ruled_on_as_the_page_says(int number)
    {
        var situation = _situations[number];
        var ruling = situation.Ask(_world.Value, situation.Use);
        var because = string.Join('\n', [.. ruling.Conflicts.Select(c => c.Why), .. ruling.Findings.Where(f => f.Ground.Outcome == ruling.Outcome).Select(f => $"{f.Ground.Terms?.Entry.Id.Name} {f.Ground.Summary}")]);
        Assert.True(situation.Outcome is null ? ruling.Outcome != Outcome.Denied : situation.Outcome == ruling.Outcome, $"{situation.What}: {RulingParagraph.Of(ruling)}\n{because}");
        Assert.Contains(situation.Because, because, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_of_the_page_is_made_of_these()
    {
        var path = Path.Combine(Repository.Root, "docs", "rulings.md");
        var table = new StringBuilder(Head + "\n| --- | --- | --- | --- |\n");
        foreach (var situation in _situations)
        {
            var ruling = situation.Ask(_world.Value, situation.Use);
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {situation.What} | {Kebab.Name(situation.Use)} | {RulingText.Answer(ruling.Outcome)} | {Because(ruling, situation.Because)} |\n");
        }

        var page = File.ReadAllText(path);
        var begin = page.IndexOf(Head, StringComparison.Ordinal);
        Assert.True(begin >= 0, "docs/rulings.md has no table of situations.");
        var end = page.IndexOf("\n\n", begin, StringComparison.Ordinal) + 1;
        if (Environment.GetEnvironmentVariable("ROUNDTABLE_REMAKE") == "situations")
        {
            File.WriteAllText(path, page[..begin] + table + page[end..]);
        }
        else
        {
            Assert.True(page[begin..end] == table.ToString(), "The table of docs/rulings.md is out of date; remake it with: ROUNDTABLE_REMAKE=situations ./test \"Roundtable.Tests.Terms.Rulings\".");
        }
    }

    private static string Because(Ruling ruling, string because) =>
        ruling.Conflicts.Select(c => c.Why).FirstOrDefault(w => w.Contains(because, StringComparison.Ordinal))
        ?? ruling.Findings.Where(f => f.Ground.Outcome == ruling.Outcome).Select(f => f.Ground)
            .Where(g => $"{g.Terms?.Entry.Id.Name} {g.Summary}".Contains(because, StringComparison.Ordinal))
            .OrderBy(g => g.Rule == RulingRule.Bar ? 0 : g.Rule == RulingRule.Edge ? 1 : 2)
            .Select(g => g.Clause is { } clause ? $"{g.Terms!.Entry.Id.Brief}, {clause.Citation}" : g.Terms is { } bar ? $"a bar of {bar.Entry.Id.Name}" : g.Summary)
            .FirstOrDefault() ?? because;

    private static Func<World, Use, Ruling> By(string by, string connection, string model, RouteKind route, string day) => (world, use) =>
    {
        world.Output("leaf:said", connection, model, route, day);
        return Rule(world, "leaf:said", use, by);
    };

    private static Func<World, Use, Ruling> Model(string by, string name) => (world, use) =>
        Rule(world, world.Registry.Find(EntryReference.TryParse(name)!)!.Entry.Id.ToString(), use, by);

    private static Ruling Rule(World world, string id, Use use, string by) =>
        world.Rule(id, use, On, i => i with { As = by, Organisation = world.Registry.Organisation(by) });

    /// <summary>A situation.</summary>
    /// <param name="What">What is asked about, in words.</param>
    /// <param name="Use">The use.</param>
    /// <param name="Outcome">The answer; null where it is only known not to be denied.</param>
    /// <param name="Because">A document, or words of the reason.</param>
    /// <param name="Ask">Rules on it.</param>
    private sealed record Situation(string What, Use Use, Outcome? Outcome, string Because, Func<World, Use, Ruling> Ask);
}
