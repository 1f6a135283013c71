using FsCheck;
using FsCheck.Fluent;
using Roundtable.Terms.Names;
using Roundtable.Terms.Registry;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Terms.Names;

public sealed class NamePatternTests
{
    private static readonly RegistrySnapshot _starter = RegistrySnapshot.Of(StarterSet.Entries);

    [Theory]
    [InlineData("phi*", "phi-4", true)]
    [InlineData("phi*", "phi3:14b", true)]
    [InlineData("phi*", "phind-codellama", false)]
    [InlineData("llama-3.1", "llama3.1:8b-instruct-q4_K_M", true)]
    [InlineData("llama-3.1", "hf.co/bartowski/Meta-Llama-3.1-8B-Instruct-GGUF:Q4_K_M", true)]
    [InlineData("llama-3.1", "us.meta.llama3-1-8b-instruct-v1:0", true)]
    [InlineData("llama-3.1", "accounts/fireworks/models/llama-v3p1-8b-instruct", false)]
    [InlineData("llama-v3.1", "accounts/fireworks/models/llama-v3p1-8b-instruct", true)]
    [InlineData("llama-3.1", "llama-3-8b", false)]
    [InlineData("llama-3", "llama-3-1-8b", false)]
    [InlineData("llama-3.1", "llama-3.1-8b-uncensored", false)]
    [InlineData("llama-3.1", "my-llama-3.1-8b", false)]
    [InlineData("*llama-3.1", "my-llama-3.1-8b", true)]
    [InlineData("gpt-#.#-[mini,nano]", "gpt-4.1-mini-2025-04-14", true)]
    [InlineData("gpt-#.#-[mini,nano]", "gpt-4.1-max", false)]
    [InlineData("gpt-#", "gpt-j-6b", false)]
    [InlineData("qwen-2.5-3b", "qwen2.5-instruct-3b", true)]
    [InlineData("qwen-2.5-turbo", "Qwen2.5-72B-Instruct-Turbo", false)]
    [InlineData("qwen-2.5", "Qwen2.5-7B-Instruct-Turbo", true)]
    [InlineData("qwen-2.5", "qwen2.5-turbo", false)]
    [InlineData("gemma-4", "gemma4:e4b", true)]
    [InlineData("claude-[opus,sonnet,#.#,#]", "databricks/databricks-claude-opus-4-1", true)]
    [InlineData("deepseek-v3-0324", "deepseek-v3", false)]
    [InlineData("*", "anything", false)]
    public void A_pattern_matches_whole_words(string pattern, string name, bool expected) =>
        Assert.Equal(expected, NamePattern.Parse(pattern).Matches(ModelName.Tokens(name)));

    [Fact]
    public void A_more_specific_pattern_replaces_a_wider_one_of_the_same_vendor_only()
    {
        var world = new World().With(
            """
            model: acme/wide
            version: "1"
            vendor: acme
            matches: ["chat*"]
            ---
            model: acme/narrow
            version: "1"
            vendor: acme
            matches: ["chat-2*", "!chat-2-other"]
            ---
            model: other/narrowest
            version: "1"
            vendor: other
            matches: ["chat-2-large"]
            ---
            model: nobody/chat
            version: "1"
            matches: ["talk", "chat-2-large-x"]
            """);
        Assert.Equal("acme/wide", world.Registry.Model("chat-1")?.Entry.Id.Name);
        Assert.Equal("acme/narrow", world.Registry.Model("chat-2-small")?.Entry.Id.Name);
        Assert.Equal("acme/wide", world.Registry.Model("chat-2-other")?.Entry.Id.Name);
        var tie = world.Registry.Models("chat-2-large");
        Assert.Equal(["acme/narrow", "other/narrowest"], tie.Models.Select(m => m.Entry.Id.Name));
        Assert.Equal("'chat-2-large' matches model:acme/narrow ('chat-2*') and model:other/narrowest ('chat-2-large'): all of them apply", tie.Tie);
        Assert.Null(world.Registry.Model("chat-2-large"));
    }

    [Fact]
    public void Wildcards_make_no_pattern_more_specific()
    {
        var world = new World().With(
            """
            model: a/one
            version: "1"
            vendor: a
            matches: ["chat-*-*-*-*"]
            ---
            model: a/two
            version: "1"
            vendor: a
            matches: ["chat-large"]
            """);
        Assert.Equal("a/two", world.Registry.Model("chat-large")?.Entry.Id.Name);
    }

    [Fact]
    public void A_registered_name_wins_over_every_pattern_and_nothing_is_its_own_source()
    {
        var world = new World().With(
            """
            model: acme/chat
            version: "1"
            vendor: acme
            matches: ["base*"]
            ---
            model: other/base
            version: "1"
            vendor: other
            matches: ["base"]
            """);
        Assert.Equal("acme/chat", world.Registry.Model("openrouter/acme/chat")?.Entry.Id.Name);
        var reference = EntryReference.TryParse("model:hub/base-7b")!;
        Assert.Equal(2, world.Registry.Meant(reference).Count);
        Assert.Empty(world.Registry.Meant(reference, new EntryId(EntryKind.Model, "acme/chat", "1")));
        Assert.Empty(world.Registry.Meant(EntryReference.TryParse("dataset:hub/base-7b")!));
    }

    [Theory]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct", "meta/llama-3.1")]
    [InlineData("Qwen/Qwen2.5-3B-Instruct", "alibaba/qwen2.5-3b")]
    [InlineData("google/gemma-2-9b-it", "google/gemma")]
    [InlineData("unsloth/Llama-3.2-11B-Vision-Instruct-bnb-4bit", "meta/llama-3.2-vision")]
    [InlineData("mistralai/Mistral-7B-Instruct-v0.3", "mistral/open-models")]
    public void What_cards_name_as_base_model_is_found(string name, string model) =>
        Assert.Equal([model], _starter.Meant(EntryReference.TryParse($"model:{name}")!).Select(m => m.Entry.Id.Name));

    [Fact]
    public void Whatever_is_hung_onto_a_name_gives_the_same_model_or_none()
    {
        string[] before = ["", "ollama/", "openrouter/vendor/", "hf.co/somebody/", "acme/", "us.vendor.", "azure_ai/", "@cf/x/"];
        string[] after =
        [
            "", "-instruct", "-Instruct", "-chat", "-it", "-hf", "-GGUF", "-AWQ", "-GPTQ-Int4", ":q4_K_M", "-Q8_0", ":latest", "-fp8", "-bnb-4bit", "-20250514", "-2024-08-06",
            "@20250514", "-0125", ":free", "-v1:0", "-preview", "-8k", "-128k-instruct", "-mlx-4bit", "-exl2-4.0bpw", "-uncensored", "-distill", "-merged-with-x", "-mine",
        ];
        var names = Names();
        Assert.True(names.Count > 500, $"{names.Count} names");
        var tried = 0;
        var made =
            from name in Gen.Elements(names.ToArray())
            from prefix in Gen.Elements(before)
            from first in Gen.Elements(after)
            from second in Gen.Elements(after)
            from letters in Gen.Choose(0, 2)
            select (name, prefix, first, second, letters);
        var samples = made.ToArbitrary();
        Prop.ForAll(
                samples,
                t =>
                {
                    var hung = t.prefix + t.name.Name + t.first + t.second;
                    hung = t.letters switch { 0 => hung, 1 => hung.ToUpperInvariant(), _ => hung.Replace('-', '_') };
                    var found = _starter.Models(hung).Models.Select(m => m.Entry.Id.Name).ToList();
                    tried += found.Count > 0 ? 1 : 0;
                    Assert.True(
                        found.All(t.name.Models.Contains) || found.All(f => IsCloser(f, hung, t.name.Models)),
                        $"'{hung}' gives {string.Join(", ", found)} and '{t.name.Name}' gives {string.Join(", ", t.name.Models)}");
                }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestDepth.Of(4000, 40_000)));
        Assert.True(tried > 1000, $"Only {tried} were found.");
    }

    /// <summary>
    /// Of the same vendor or of nobody's, by a pattern that says more: <c>deepseek-v3</c> with <c>-0324</c> is a release of its own, and what
    /// somebody made <c>uncensored</c> may be known by that name.
    /// </summary>
    private static bool IsCloser(string found, string name, IReadOnlySet<string> models)
    {
        var tokens = ModelName.Tokens(name);
        var all = _starter.All(EntryKind.Model).Where(m => m.Entry is ModelEntry).ToDictionary(m => m.Entry.Id.Name, m => (ModelEntry)m.Entry);
        int Best(string model) => all[model].Matches.Where(p => !p.StartsWith('!')).Select(NamePattern.Parse).Where(p => p.Matches(tokens))
            .Select(p => p.Specificity).DefaultIfEmpty(0).Max();
        return models.All(m => (all[found].Owner is null || all[m].Owner == all[found].Owner) && Best(found) > Best(m));
    }

    /// <summary>A name for each pattern of the starter set, with the models that it finds.</summary>
    private static List<(string Name, IReadOnlySet<string> Models)> Names() =>
    [
        .. _starter.All(EntryKind.Model).SelectMany(m => ((ModelEntry)m.Entry).Matches)
            .Where(p => !p.StartsWith('!') && !p.Contains('*', StringComparison.Ordinal))
            .Select(Plain).Distinct(StringComparer.Ordinal)
            .Select(n => (n, (IReadOnlySet<string>)_starter.Models(n).Models.Select(m => m.Entry.Id.Name).ToHashSet(StringComparer.Ordinal)))
            .Where(n => n.Item2.Count > 0),
    ];

    private static string Plain(string pattern)
    {
        while (pattern.IndexOf('[', StringComparison.Ordinal) is >= 0 and var open)
        {
            pattern = pattern[..open] + pattern[(pattern.IndexOf(']', open) + 1)..];
        }

        return pattern.Replace("--", "-", StringComparison.Ordinal).Trim('-').Replace('#', '4');
    }
}
