using System.Text;
using Roundtable.Record.Wording;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Terms.Registry;

public sealed class StarterSetTests
{
    private static readonly RegistrySnapshot _registry = RegistrySnapshot.Of(StarterSet.Entries);

    [Fact]
    public void The_programs_entries_are_those_that_people_wrote()
    {
        var folder = Path.Combine(Repository.Root, "src", "Roundtable.Terms", "Starter");
        List<string> written = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            List<YamlProblem> problems = [];
            written.AddRange(EntryReader.Read(File.ReadAllText(file), problems).Select(e => Encoding.UTF8.GetString(EntryWriter.Write(e))));
            Assert.Empty(problems.Select(p => $"{file}:{p.Line}: {p.Text}"));
        }

        if (Environment.GetEnvironmentVariable("ROUNDTABLE_REMAKE") == "starter")
        {
            File.WriteAllText(Path.Combine(folder, "entries.jsonl"), string.Concat(written.Select(line => line + "\n")));
        }

        Assert.True(
            written.SequenceEqual(File.ReadLines(Path.Combine(folder, "entries.jsonl")), StringComparer.Ordinal),
            "Starter/entries.jsonl is out of date; remake it with: ROUNDTABLE_REMAKE=starter ./test \"Roundtable.Tests.Terms.Registry\" and build again.");
        Assert.Equal(written, StarterSet.Entries.Select(e => Encoding.UTF8.GetString(EntryWriter.Write(e.Entry))));
        Assert.All(StarterSet.Entries, e => Assert.Equal(RegisteredEntry.Starter(e.Entry).Digest, e.Digest));
    }

    [Fact]
    public void Each_entry_could_be_added_to_those_before_it()
    {
        List<RegisteredEntry> before = [];
        foreach (var entry in StarterSet.Entries)
        {
            Assert.Null(RegistrySnapshot.Of(before).Refusal(entry.Entry));
            before.Add(entry);
        }
    }

    [Fact]
    public void It_names_twenty_terms_and_more_each_with_a_source_a_day_and_how_sure_it_is()
    {
        var terms = _registry.All(EntryKind.Terms).Select(t => (TermsEntry)t.Entry).ToList();
        Assert.True(terms.Select(t => t.Id.Name).Distinct(StringComparer.Ordinal).Count() >= 20, $"There are {terms.Count}.");
        Assert.All(terms, t =>
        {
            Assert.StartsWith("https://", t.Source.Address, StringComparison.Ordinal);
            Assert.True(t.Source.Read >= new DateOnly(2026, 1, 1));
            Assert.True(t.Source.Digest is not null || t.Source.Copy is not null, $"{t.Id}: which text was read?");
            Assert.False(t is { Confidence: Confidence.High, Source.Digest: null }, $"{t.Id} is sure of a text that was not kept.");
            Assert.All(t.Clauses, c => Assert.EndsWith(".", c.Summary, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Whatever_it_refers_to_is_there()
    {
        foreach (var entry in _registry.All().Select(e => e.Entry))
        {
            var references = entry switch
            {
                ProviderEntry provider => provider.Terms,
                ModelEntry model => model.Licences,
                DatasetEntry dataset => dataset.Licences,
                _ => [],
            };
            Assert.All(references.Concat(entry.Sources.Select(s => s.From)), r => Assert.True(_registry.Find(r) is not null, $"{entry.Id} refers to {r}"));
            Assert.True(entry.Owner is null || _registry.Find(new EntryReference(EntryKind.Organisation, entry.Owner, null)) is not null, $"{entry.Id} belongs to {entry.Owner}");
        }
    }

    [Fact]
    public void Every_catalogued_use_of_outputs_of_the_large_providers_is_answered()
    {
        foreach (var name in (string[])["openai-services", "anthropic-commercial", "gemini-api"])
        {
            var terms = (TermsEntry)_registry.Versions(EntryKind.Terms, name)[^1].Entry;
            Assert.All(Enum.GetValues<Use>(), u => Assert.NotEmpty(terms.On(Subject.Outputs, u)));
            Assert.Equal(Effect.Deny, Assert.Single(terms.On(Subject.Outputs, Use.TrainCompeting)).Effect);
        }
    }

    [Theory]
    [InlineData("openai/gpt-5.4-mini", "openai/gpt")]
    [InlineData("openrouter/openai/gpt-oss-120b", "openai/gpt-oss")]
    [InlineData("groq/llama-3.3-70b-versatile", "meta/llama-3.3")]
    [InlineData("ollama/llama3.1:8b", "meta/llama-3.1")]
    [InlineData("ollama/qwen2.5:3b", "alibaba/qwen2.5-3b")]
    [InlineData("ollama/qwen2.5:7b", "alibaba/qwen")]
    [InlineData("ollama/deepseek-r1:8b", "deepseek-ai/DeepSeek-R1-Distill-Llama-8B")]
    [InlineData("openrouter/anthropic/claude-sonnet-4.5", "anthropic/claude")]
    [InlineData("ollama/nobody-knows:1b", null)]
    public void Names_that_providers_use_find_their_model(string name, string? expected) => Assert.Equal(expected, _registry.Model(name)?.Entry.Id.Name);

    [Fact]
    public void Help_texts_name_every_use_and_kind()
    {
        Assert.Equal(UseText.Names, string.Join(", ", Kebab.Names<Use>()));
        Assert.Equal(EntryId.Kinds, string.Join(", ", Kebab.Names<EntryKind>()));
    }

    [Fact]
    public void Entries_survive_being_written_as_json_and_read_again()
    {
        foreach (var entry in StarterSet.Entries)
        {
            var bytes = EntryWriter.Write(entry.Entry);
            List<YamlProblem> problems = [];
            var again = Assert.Single(EntryReader.Read(System.Text.Encoding.UTF8.GetString(bytes), problems));
            Assert.Empty(problems);
            Assert.Equal(bytes, EntryWriter.Write(again));
            Assert.Equal(bytes, EntryWriter.Write(EntryReader.ReadJson(bytes)!));
        }
    }
}
