using Roundtable.Deliberation.Panels;
using Roundtable.Models.Catalogue;
using Roundtable.Models.Providers;

namespace Roundtable.Tests.Models.Catalogue;

public sealed class ModelCatalogueTests
{
    private static readonly ModelCatalogue _plain = new([]);

    [Theory]
    [InlineData("openai", "gpt-5.5", "OpenAI", "gpt")]
    [InlineData("openrouter", "anthropic/claude-sonnet-4.5", "Anthropic", "claude")]
    [InlineData("openrouter", "openai/gpt-oss-120b", "OpenAI", "gpt-oss")]
    [InlineData("ollama", "llama3.1:8b", "Meta", "llama")]
    [InlineData("ollama", "qwen3:4b", "Alibaba", "qwen")]
    [InlineData("ollama", "deepseek-r1:7b", "DeepSeek", "deepseek")]
    [InlineData("groq", "gemma2-9b-it", "Google", "gemma")]
    [InlineData("lab", "our-own-7b", null, null)]
    public void Vendor_and_family_are_known_by_name(string connection, string model, string? vendor, string? family)
    {
        var card = _plain.Card(Connection(connection, "https://example.org/v1"), model);
        Assert.Equal(($"{connection}/{model}", vendor, family), (card.Name, card.Vendor, card.Family));
    }

    [Fact]
    public void A_list_price_holds_where_the_vendor_itself_answers_and_nowhere_else()
    {
        var openai = KnownProviders.All.Single(p => p.Name == "openai");
        Assert.Equal(new Price(5, 30) { CacheReadPerMillion = 0.5m, BatchDiscount = 0.5m }, _plain.Card(openai, "gpt-5.5").Price);
        Assert.Null(_plain.Card(openai, "gpt-77").Price);
        Assert.Null(_plain.Card(Connection("reseller", "https://example.org/v1"), "gpt-5.5").Price);
        Assert.Equal(new Price(0, 0), _plain.Card(Connection("ollama", "http://127.0.0.1:11434/v1"), "llama3.1:8b").Price);
    }

    [Fact]
    public void A_correction_goes_before_the_catalogue_and_fills_what_it_leaves_out_from_it()
    {
        var corrected = new ModelCatalogue([new ModelFacts("lab/*", null, null, 32768, new Price(1, 2))]);
        var card = corrected.Card(Connection("lab", "https://example.org/v1"), "qwen3-32b");
        Assert.Equal(new ModelCard("lab/qwen3-32b", "Alibaba", "qwen", 32768, new Price(1, 2)), card);
    }

    [Fact]
    public void Every_model_that_a_known_provider_offers_has_a_vendor() =>
        Assert.All(KnownProviders.All.SelectMany(p => p.Models.Select(m => _plain.Card(p, m))), c => Assert.NotNull(c.Vendor));

    private static Connection Connection(string name, string address) => new() { Name = name, Kind = ApiKind.OpenAI, Address = new Uri(address) };
}
