using System.Text;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Origins;

namespace Roundtable.Tests.Corpus.Labelling;

/// <summary>What the fields of a row that state where it comes from are taken for.</summary>
public sealed class DeclarationEvidenceTests
{
    private static readonly DeclarationEvidence _read = new(
    [
        new("house-model", "lab/house", Origin.Synthetic, "lab/house"),
        new("letters", "archive/letters", Origin.Human, null),
        new("two.names", "archive/two", Origin.Human, null),
        new("two-names", "lab/two", Origin.Synthetic, "lab/two"),
    ]);

    [Theory]
    [InlineData("is_synthetic", "true", Origin.Synthetic)]
    [InlineData("is_synthetic", "0", Origin.Human)]
    [InlineData("meta.generated", "Yes", Origin.Synthetic)]
    [InlineData("Generated", "n", Origin.Human)]
    [InlineData("human", "1", Origin.Human)]
    [InlineData("is_human", "NO", Origin.Synthetic)]
    [InlineData("human", " y ", Origin.Human)]
    [InlineData("synthetic", "false", Origin.Human)]
    public void A_yes_or_no_says_who_wrote_a_row(string field, string value, Origin expected)
    {
        var evidence = Read(field, value);
        Assert.Equal((EvidenceKind.Declared, expected, Strength.Moderate, $"{field}: {value.Trim()}"), (evidence!.Kind, evidence.Indicates, evidence.Strength, evidence.Summary));
        Assert.Null(evidence.Model);
    }

    [Theory]
    [InlineData("is_synthetic", "perhaps")]
    [InlineData("human", "Jane wrote this")]
    [InlineData("source", "the internet")]
    [InlineData("source", "human and gpt-4")]
    [InlineData("source", "two_names")]
    [InlineData("model", "")]
    [InlineData("model", "  ")]
    [InlineData("model", "N/A")]
    [InlineData("model", "user")]
    [InlineData("license", "unknown")]
    public void What_says_nothing_is_no_evidence(string field, string value) => Assert.Null(Read(field, value));

    /// <summary>Words that stand in names of models stand elsewhere too.</summary>
    [Theory]
    [InlineData("author", "Claude Debussy")]
    [InlineData("author", "Claude")]
    [InlineData("author", "Gemini G. Kennedy")]
    [InlineData("source", "Palm Beach Post")]
    [InlineData("source", "Gemini Observatory press release")]
    [InlineData("source", "Mistral wind survey, Marseille")]
    [InlineData("source", "Llama Farmers Association newsletter")]
    [InlineData("source", "Falcon 9 launch log")]
    [InlineData("source", "Orca sightings")]
    [InlineData("source", "vicuna")]
    [InlineData("dataset", "koala")]
    [InlineData("source", "Human Rights Watch")]
    [InlineData("source", "not generated")]
    [InlineData("source", "user manual")]
    [InlineData("source", "auto-generated documentation")]
    [InlineData("source", "https://www.reddit.com/r/ChatGPT")]
    [InlineData("source", "https://openai.com/gpt-4")]
    [InlineData("source", "commoncrawl")]
    [InlineData("source", "expertsystems.com")]
    [InlineData("source", "AI Magazine")]
    [InlineData("source", "mail by ai")]
    [InlineData("model", "Tesla Model 3")]
    [InlineData("model", "iPhone 12")]
    [InlineData("model", "WH-1000XM4")]
    [InlineData("model", "Ford Falcon XR6")]
    [InlineData("engine", "V8")]
    [InlineData("engine", "InnoDB")]
    [InlineData("teacher", "Mrs. Robinson")]
    [InlineData("teacher", "Claude Martin")]
    [InlineData("generator", "Hugo 0.120")]
    [InlineData("generator", "WordPress 6.4")]
    public void A_word_within_a_value_says_nothing(string field, string value) => Assert.Null(Read(field, value));

    [Theory]
    [InlineData("license")]
    [InlineData("card.Licence")]
    public void A_licence_is_kept_and_says_nothing_about_the_origin(string field)
    {
        var evidence = Read(field, "cc-by-4.0");
        Assert.Equal((Origin.Unknown, Strength.Moderate, "cc-by-4.0"), (evidence!.Indicates, evidence.Strength, evidence.Licence));
    }

    [Theory]
    [InlineData("model", "gpt-4", Origin.Synthetic, "gpt-4")]
    [InlineData("model", "claude", Origin.Synthetic, "claude")]
    [InlineData("model", "vicuna", Origin.Synthetic, "vicuna")]
    [InlineData("model", "acme/house-7b-sft", Origin.Synthetic, "acme/house-7b-sft")]
    [InlineData("generated_by", "a-model-nobody-knows", Origin.Synthetic, "a-model-nobody-knows")]
    [InlineData("teacher", "human", Origin.Human, null)]
    [InlineData("model", "human", Origin.Human, null)]
    [InlineData("source", "gpt-4", Origin.Synthetic, "gpt-4")]
    [InlineData("source", "Wikipedia dump", Origin.Human, null)]
    [InlineData("meta.pile_set_name", "Wikipedia (en)", Origin.Human, null)]
    [InlineData("source", "human experts", Origin.Human, null)]
    [InlineData("source", "synthetic, by gpt-4", Origin.Synthetic, "gpt-4")]
    [InlineData("source", "by an ai.", Origin.Synthetic, null)]
    [InlineData("source", "TinyStories", Origin.Synthetic, null)]
    [InlineData("source", "House-Model", Origin.Synthetic, "lab/house")]
    [InlineData("source", "HOUSE_MODEL", Origin.Synthetic, "lab/house")]
    [InlineData("source", "house.model", Origin.Synthetic, "lab/house")]
    [InlineData("source", "Two.Names", Origin.Human, null)]
    [InlineData("source", "two-names", Origin.Synthetic, "lab/two")]
    [InlineData("model", "letters", Origin.Human, null)]
    public void Names_are_looked_up_in_the_registry_and_then_read_by_the_grammar(string field, string value, Origin expected, string? model)
    {
        var evidence = Read(field, value);
        Assert.Equal((EvidenceKind.Declared, expected, Strength.Moderate, model), (evidence!.Kind, evidence.Indicates, evidence.Strength, evidence.Model));
        Assert.StartsWith($"{field}: {value}", evidence.Summary, StringComparison.Ordinal);
        Assert.Equal(value.StartsWith("house", StringComparison.OrdinalIgnoreCase) || value.StartsWith("two", StringComparison.OrdinalIgnoreCase) || value == "letters", evidence.Summary.Contains("registry: ", StringComparison.Ordinal));
    }

    /// <summary>Names with versions are models' wherever a source is named.</summary>
    [Theory]
    [InlineData("gpt-4o-mini")]
    [InlineData("gpt4_1106_preview")]
    [InlineData("GPT-3.5-turbo-0613")]
    [InlineData("gpt-oss-120b")]
    [InlineData("chatgpt")]
    [InlineData("o1-preview")]
    [InlineData("o3-mini")]
    [InlineData("text-davinci-003")]
    [InlineData("kimi-k2")]
    [InlineData("phi-4")]
    [InlineData("GLM-4.5")]
    [InlineData("falcon-40b")]
    [InlineData("flan-t5")]
    [InlineData("OpenHermes-2.5")]
    [InlineData("Claude 3.5 Sonnet")]
    [InlineData("claude-opus-4-20250514")]
    [InlineData("anthropic/claude-2")]
    [InlineData("Gemini 1.5 Pro")]
    [InlineData("gemini-2.5-flash")]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct")]
    [InlineData("Mistral-7B-Instruct-v0.2")]
    [InlineData("mixtral-8x7b")]
    [InlineData("Qwen2.5-72B-Instruct")]
    [InlineData("deepseek-r1")]
    [InlineData("command-r-plus")]
    [InlineData("grok-3")]
    [InlineData("vicuna-13b")]
    [InlineData("Ernie-bot-4")]
    [InlineData("google/gemma-2-9b-it")]
    public void A_name_with_its_version_is_a_models(string name)
    {
        Assert.Equal((Origin.Synthetic, name), (Read("source", name)!.Indicates, Read("source", name)!.Model));
        Assert.Equal((Origin.Synthetic, name), (Read("model_a", name)!.Indicates, Read("model_a", name)!.Model));
    }

    [Theory]
    [InlineData("model", """["gpt-4", "claude-2"]""", "gpt-4 claude-2")]
    [InlineData("model", """ [ "gpt-4", "gpt-4", "human" ] """, "gpt-4 ")]
    [InlineData("metadata", """{"model": "gpt-4", "temperature": 1}""", "gpt-4")]
    [InlineData("meta", """{"run": {"generator": "kimi-k2"}, "source": "reddit"}""", "kimi-k2 ")]
    [InlineData("meta", """{"model": "Tesla Model 3"}""", "")]
    [InlineData("model", "[no JSON", "")]
    public void Lists_and_JSON_in_texts_are_read(string field, string value, string models) =>
        Assert.Equal(models, string.Join(' ', _read.Read(field, Encoding.UTF8.GetBytes(value)).Select(e => e.Model)));

    /// <summary>A long value is a text, in which a name says nothing.</summary>
    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Only_a_short_value_is_a_name(int length, bool found) =>
        Assert.Equal(found, Read("source", "human " + new string('1', length - 6)) is not null);

    private static Evidence? Read(string field, string value) => _read.Read(field, Encoding.UTF8.GetBytes(value)).SingleOrDefault();
}
