using System.Text;
using Roundtable.Record.Entries;
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
            // Earlier revisions came with earlier versions of the program, and stand in the logs of those who used them.
            var first = entry.Entry with { Revision = 1, Correction = null };
            Assert.Null(RegistrySnapshot.Of(before).Refusal(first));
            before.Add(entry);
        }
    }

    [Fact]
    public void It_holds_many_versions_of_documents_each_with_a_source_a_day_and_how_sure_it_is()
    {
        var terms = Terms();
        Assert.True(terms.Count >= 120, $"There are {terms.Count} versions.");
        Assert.True(terms.Count(t => t.Source.Digest is not null) >= 60, $"{terms.Count(t => t.Source.Digest is not null)} were read in a copy that is named.");
        Assert.True(terms.Count(t => t.Source.Digest is not null && Answers(t)) >= 60, $"{terms.Count(t => t.Source.Digest is not null && Answers(t))} answer what is asked most.");
        Assert.All(terms, t =>
        {
            Assert.StartsWith("https://", t.Source.Address, StringComparison.Ordinal);
            Assert.True(t.Source.Read >= new DateOnly(2026, 1, 1));
            Assert.NotNull(t.Source.Copy);
            Assert.All(t.Clauses, c => Assert.EndsWith(".", c.Summary, StringComparison.Ordinal));
            Assert.All(t.Clauses, c => Assert.NotEmpty(c.Citation));
        });
    }

    [Fact]
    public void What_is_from_memory_may_deny_but_allows_nothing() => Assert.All(Terms().Where(t => t.Source.Digest is null), t =>
    {
        Assert.Equal(Confidence.Low, t.Confidence);
        Assert.All(t.Clauses, c => Assert.True(c.Effect is Effect.Deny or Effect.Silent, $"{t.Id} allows something from memory: {c.Summary}"));
    });

    [Fact]
    public void Versions_of_one_document_name_different_copies()
    {
        foreach (var versions in Terms().GroupBy(t => t.Id.Name))
        {
            var digests = versions.Select(v => v.Source.Digest).OfType<Digest>().ToList();
            Assert.Equal(digests.Count, digests.Distinct().Count());
        }
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
        foreach (var name in (string[])["openai-services", "openai-consumer", "anthropic-commercial", "anthropic-consumer-terms", "xai-enterprise", "mistral-services", "deepseek-platform", "aws-bedrock"])
        {
            var terms = (TermsEntry)_registry.Versions(EntryKind.Terms, name)[^1].Entry;
            Assert.All(Enum.GetValues<Use>(), u => Assert.NotEmpty(terms.On(Subject.Outputs, u)));
            Assert.Equal(
                name is "mistral-services" or "deepseek-platform" ? Effect.Allow : Effect.Deny,
                Assert.Single(terms.On(Subject.Outputs, Use.TrainCompeting)).Effect is var effect && effect == Effect.AllowIf ? Effect.Allow : effect);
        }
    }

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

    private static List<TermsEntry> Terms() => [.. _registry.All(EntryKind.Terms).Select(t => (TermsEntry)t.Entry)];

    private static bool Answers(TermsEntry terms) => ((Subject[])[Subject.Outputs, Subject.Content]).Any(
        s => ((Use[])[Use.TrainOpen, Use.TrainCompeting, Use.Distil, Use.Publish, Use.Deploy]).All(u => terms.On(s, u).Count > 0));
}
