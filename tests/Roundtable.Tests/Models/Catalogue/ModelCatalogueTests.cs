using Roundtable.Deliberation.Panels;
using Roundtable.Models.Catalogue;
using Roundtable.Models.Providers;
using Roundtable.Record.Entries;

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
        Assert.Equal(
            new Price(5, 30) { CacheReadPerMillion = 0.5m, BatchDiscount = 0.5m, LongPrompt = new LongPrompt(272_000, 10, 45, 1) }, _plain.Card(openai, "gpt-5.5").Price);
        Assert.Null(_plain.Card(openai, "gpt-77").Price);
        Assert.Null(_plain.Card(Connection("reseller", "https://example.org/v1"), "gpt-5.5").Price);
    }

    [Fact]
    public void What_a_route_calls_local_is_free_and_a_gateway_on_this_computer_is_not()
    {
        var gateway = Connection("litellm", "http://127.0.0.1:4000/v1");
        Assert.Null(_plain.Card(gateway, "gpt-5.5").Price);
        var ollama = Connection("ollama", "http://127.0.0.1:11434/v1") with { Route = new Route(RouteKind.Local) };
        Assert.Equal(new Price(0, 0), _plain.Card(ollama, "llama3.1:8b").Price);
        Assert.Null(_plain.Card(ollama, "gpt-oss:120b-cloud").Price);
        Assert.Equal(RouteKind.Cloud, ollama.RouteOf("gpt-oss:120b-cloud")!.Kind);
        Assert.Equal(new Price(0, 0), _plain.Card(Connection("lab", "http://gpu.example/v1") with { Route = new Route(RouteKind.Local) }, "qwen3").Price);
    }

    [Theory]
    [InlineData("anthropic", "claude-sonnet-5", 2d)]
    [InlineData("anthropic", "claude-sonnet-5-20260601", 2d)]
    [InlineData("anthropic", "claude-sonnet-4-20250514", 3d)]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", 3d)]
    [InlineData("anthropic", "claude-opus-5-5", 4d)]
    [InlineData("anthropic", "claude-opus-5", 5d)]
    [InlineData("anthropic", "claude-sonnet-5.7", null)]
    [InlineData("anthropic", "claude-sonnet-5-7", null)]
    [InlineData("anthropic", "claude-haiku-4-6", null)]
    [InlineData("openai", "gpt-5.5-2026-04-23", 5d)]
    [InlineData("openai", "gpt-5.5-mini", null)]
    [InlineData("openai", "gpt-5.55", null)]
    [InlineData("openai", "gpt-5", 1.25)]
    [InlineData("openai", "gpt-5.3", null)]
    [InlineData("gemini", "gemini-2.5-flash-image", null)]
    [InlineData("gemini", "gemini-2.5-flash-preview-09-2025", 0.3)]
    [InlineData("xai", "grok-4-0709", 3d)]
    [InlineData("xai", "grok-4-fast-non-reasoning", 0.2)]
    [InlineData("xai", "grok-4.9", null)]
    public void A_price_holds_for_one_version_of_a_model_and_no_other(string provider, string model, double? input)
    {
        var connection = KnownProviders.All.Single(p => p.Name == provider);
        Assert.Equal((decimal?)input, _plain.Card(connection, model).Price?.InputPerMillion);
        Assert.NotNull(_plain.Card(connection, model).Vendor);
    }

    [Fact]
    public void Every_model_that_a_vendor_offers_has_a_price_and_none_is_retired() =>
        Assert.All(KnownProviders.All.Where(p => p.IsFirstParty).SelectMany(p => p.Models.Select(m => _plain.Card(p, m))), c => Assert.NotNull(c.Price));

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
