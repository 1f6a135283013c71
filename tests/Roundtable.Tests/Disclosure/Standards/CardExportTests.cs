using System.Text.Json.Nodes;
using Roundtable.Disclosure.Standards;
using Roundtable.Record.Wording;
using Roundtable.Terms.Cards;
using Roundtable.Terms.Registry;
using Roundtable.Workspace.Registry;

namespace Roundtable.Tests.Disclosure.Standards;

/// <summary>Entries published in standards of others, and taken back.</summary>
public sealed class CardExportTests
{
    private static readonly CardFormat[] _both = [CardFormat.Croissant, CardFormat.Spdx, CardFormat.Cyclonedx, CardFormat.HfCard];

    /// <summary>All models and datasets of the starter set, and odd ones.</summary>
    public static IReadOnlyList<Entry> Entries { get; } =
    [
        .. StarterSet.Entries.Select(e => e.Entry).Where(e => e is ModelEntry or DatasetEntry),
        .. Read("""
            dataset: acme/tickets
            version: "2026.1"
            whose: acme
            title: 'Tickets "and" answers, ''quoted'': | ä 你'
            licence: [cc-by-4.0, acme-terms@3]
            concluded: [mit]
            origin: mixed
            collection: Collected by people, and answered by a model.
            parts: [train, test]
            rows: 1200
            sources:
              - made-with: model:openai/gpt-5
                on: 2026-02-03
                through: openrouter
              - derived-from: dataset:acme/old@1
              - made-with: unknown
            ---
            model: acme/small
            version: "2"
            vendor: acme
            family: small
            weights: open
            licence: [apache-2.0]
            sources:
              - derived-from: model:qwen/qwen3@32b
              - made-with: dataset:acme/tickets@2026.1
              - taught-by: model:openai/gpt-5
            """),
    ];

    [Fact]
    public void Export_import_export_gives_the_same_and_loses_nothing()
    {
        Assert.True(Entries.Count > 20);
        foreach (var entry in Entries)
        {
            foreach (var format in _both.Where(f => f != CardFormat.Croissant || entry is DatasetEntry))
            {
                foreach (var published in (PublishedEntry[])[new(entry), new(entry, 12, "roundtable/0123456789abcdef")])
                {
                    var text = CardExport.Write(published, format);
                    var back = CardExport.Read(text);
                    Assert.NotNull(back);
                    Assert.Equal(EntryWriter.Write(entry), EntryWriter.Write(back.Entry));
                    Assert.Equal((published.Leaf, published.Log), (back.Leaf, back.Log));
                    Assert.Equal(text, CardExport.Write(back, format));
                    var imported = new CardImport("a file", text).Read(TimeProvider.System);
                    Assert.Equal(EntryWriter.Write(entry), EntryWriter.Write(Assert.Single(imported.Entries)));
                    Assert.Empty(imported.Warnings);
                }
            }
        }
    }

    [Fact]
    public void A_document_that_was_edited_is_read_by_its_own_members()
    {
        var entry = (DatasetEntry)Entries.Single(e => e.Id.Name == "acme/tickets");
        foreach (var format in _both)
        {
            var text = CardExport.Write(new PublishedEntry(entry), format);
            var changed = text.Replace("2026.1", "2026.2", StringComparison.Ordinal).Replace("\\\"version\\\":\\\"2026.2\\\"", "\\\"version\\\":\\\"2026.1\\\"", StringComparison.Ordinal);
            Assert.NotEqual(text, changed);
            var edited = format == CardFormat.HfCard ? text.Replace("license:\n- 'cc-by-4.0'", "license:\n- 'cc0-1.0'", StringComparison.Ordinal) : changed.Replace("CC-BY-4.0", "CC0-1.0", StringComparison.Ordinal);
            Assert.NotEqual(text, edited);
            Assert.Null(CardExport.Read(edited));
            var imported = new CardImport("a file", edited).Read(TimeProvider.System).Entries.OfType<DatasetEntry>().First(d => d.Id.Name == "acme/tickets" || format == CardFormat.HfCard);
            Assert.Contains(imported.Licences, l => l.Name.Equals("cc0-1.0", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(imported.Licences, l => l.Name.Equals("cc-by-4.0", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Standard_members_alone_say_what_a_reader_of_the_standard_needs()
    {
        var dataset = (DatasetEntry)Entries.Single(e => e.Id.Name == "acme/tickets");
        var model = (ModelEntry)Entries.Single(e => e.Id.Name == "acme/small");
        foreach (var format in _both)
        {
            var found = (DatasetEntry)Described(CardExport.Write(new PublishedEntry(dataset), format), dataset);
            Assert.Equal(dataset.Id.Version, found.Id.Version);
            Assert.Contains(found.Licences, l => l.Name.Equals("cc-by-4.0", StringComparison.OrdinalIgnoreCase));
            if (format != CardFormat.HfCard)
            {
                Assert.Equal("acme", found.Owner);
                Assert.Contains(found.Sources, s => s.From.Name == "acme/old");
            }

            if (format is CardFormat.Spdx or CardFormat.Cyclonedx)
            {
                Assert.Contains(found.Concluded, l => l.Name.Equals("mit", StringComparison.OrdinalIgnoreCase));
            }

            if (format != CardFormat.Croissant)
            {
                var of = (ModelEntry)Described(CardExport.Write(new PublishedEntry(model), format), model);
                Assert.Contains(of.Sources, s => s.From.Name == "qwen/qwen3" && s.Kind != EdgeKind.MadeWith);
                Assert.Contains(of.Sources, s => s.From.Name.StartsWith("acme/tickets", StringComparison.Ordinal) && s.Kind == EdgeKind.MadeWith);
            }
        }
    }

    [Fact]
    public void What_is_not_known_is_said_to_be_so()
    {
        var json = JsonNode.Parse(CardExport.Write(new PublishedEntry(Entries.Single(e => e.Id.Name == "acme/tickets")), CardFormat.Dps))!;
        Assert.Equal("not known", (string?)json["provenance"]!["dataOriginGeography"]);
        Assert.Equal("cc-by-4.0, acme-terms@3", (string?)json["use"]!["licenseToUse"]);
        var model = new PublishedEntry(Entries.Single(e => e.Id.Name == "acme/small"));
        Assert.Throws<NotSupportedException>(() => CardExport.Write(model, CardFormat.Dps));
        Assert.Throws<NotSupportedException>(() => CardExport.Write(model, CardFormat.Croissant));
        Assert.Throws<NotSupportedException>(() => CardExport.Write(new PublishedEntry(StarterSet.Entries.Select(e => e.Entry).First(e => e is TermsEntry)), CardFormat.Spdx));
    }

    [Fact]
    public async Task Validators_that_others_wrote_accept_them()
    {
        var folder = Directory.CreateTempSubdirectory("roundtable-");
        try
        {
            var number = 0;
            foreach (var entry in Entries)
            {
                foreach (var format in (CardFormat[])[CardFormat.Cyclonedx, CardFormat.Prov, .. entry is DatasetEntry ? [CardFormat.Croissant] : (CardFormat[])[]])
                {
                    await File.WriteAllTextAsync(
                        Path.Combine(folder.FullName, FormattableString.Invariant($"{++number}.{Kebab.Name(format)}.json")),
                        CardExport.Write(new PublishedEntry(entry, 3, "roundtable/0123456789abcdef"), format),
                        TestContext.Current.CancellationToken);
                }
            }

            var (code, output) = await NodeValidators.RunAsync(folder.FullName);
            Assert.True(code == 0 && output.Contains(FormattableString.Invariant($"{number} documents hold"), StringComparison.Ordinal), output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Entry Described(string text, Entry entry) =>
        CardReader.Read(text, new CardDefaults("1", null, null)).Entries.First(e => e.Id.Kind == entry.Id.Kind && (e.Id.Name == entry.Id.Name || text.StartsWith("---", StringComparison.Ordinal)));

    private static IReadOnlyList<Entry> Read(string yaml)
    {
        List<Roundtable.Terms.Yaml.YamlProblem> problems = [];
        var entries = EntryReader.Read(yaml, problems);
        Assert.True(problems.Count == 0, string.Join("; ", problems.Select(p => p.ToString())));
        return entries;
    }
}
