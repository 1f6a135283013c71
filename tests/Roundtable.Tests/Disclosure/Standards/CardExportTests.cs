using System.Text.Json.Nodes;
using Roundtable.Disclosure.Standards;
using Roundtable.Record.Wording;
using Roundtable.Terms.Cards;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
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
            note: Tickets and what was answered to them.
            address: https://data.example.org/tickets
            published: 2026-05-04
            creator: [Ann Author, 'organisation:acme', 'organisation:Büro "X"']
            geography: [DE, the northern hemisphere]
            consent: https://data.example.org/tickets/consent
            media: [text, image]
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
            address: https://data.example.org/small
            published: 2026-06-01
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
                foreach (var published in (PublishedEntry[])[new(entry), new(entry, 12, "roundtable/0123456789abcdef"), Whole(entry)])
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
                Assert.Equal("https://data.example.org/tickets", found.Publication.Address);
                Assert.Contains("Ann Author", found.Publication.Creators);
                Assert.Equal(format == CardFormat.Cyclonedx ? null : new DateOnly(2026, 5, 4), found.Publication.On);
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
    public void Croissant_has_what_it_requires_and_what_it_lacks_is_told()
    {
        var entry = Entries.Single(e => e.Id.Name == "acme/tickets");
        var whole = Whole(entry);
        Assert.Empty(CardExport.Missing(whole, CardFormat.Croissant));
        var json = JsonNode.Parse(CardExport.Write(whole, CardFormat.Croissant))!.AsObject();
        string[] required = ["@context", "@type", "conformsTo", "description", "license", "name", "url", "creator", "datePublished", "distribution"];
        Assert.All(required, r => Assert.NotNull(json[r]));
        Assert.Equal(["sc:Person", "sc:Organization", "sc:Organization"], json["creator"]!.AsArray().Select(c => (string?)c!["@type"]![0]));
        Assert.Equal("http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia", (string?)json["digitalSourceType"]!["@id"]);

        // Where it came from: the dataset, its file, a field of it, and each row.
        Assert.Equal(3, json["wasGeneratedBy"]!.AsArray().Count);
        var set = json["recordSet"]![0]!;
        Assert.NotNull(json["distribution"]![0]!["wasDerivedFrom"]);
        Assert.NotNull(set["field"]![0]!["wasDerivedFrom"]);
        Assert.Equal("prov:wasDerivedFrom", (string?)set["annotation"]!["equivalentProperty"]);
        Assert.Contains(set["annotation"]!["subField"]!.AsArray(), f => ((string?)f!["source"]!["fileObject"]!["@id"])!.EndsWith("#rows.jsonl", StringComparison.Ordinal));

        // What was ruled: allowed, allowed with conditions, denied; of what is unknown nothing is permitted and nothing prohibited.
        var offers = json["usageInfo"]!.AsArray();
        Assert.Equal(3, offers.Count);
        Assert.Equal("odrl:attribute", (string?)offers[1]!["odrl:permission"]!["odrl:duty"]![0]!["odrl:action"]!["@id"]);
        Assert.Equal(("odrl:lteq", "700"), (
            (string?)offers[1]!["odrl:permission"]!["odrl:constraint"]![0]!["odrl:operator"]!["@id"],
            (string?)offers[1]!["odrl:permission"]!["odrl:constraint"]![0]!["odrl:rightOperand"]));
        Assert.NotNull(offers[2]!["odrl:prohibition"]);
        Assert.DoesNotContain("use:resell", json.ToJsonString(), StringComparison.Ordinal);

        var bare = new PublishedEntry(Read("dataset: acme/bare\nversion: \"1\"")[0]);
        Assert.Equal(
            ["description", "license", "url", "creator", "datePublished", "distribution"], CardExport.Missing(bare, CardFormat.Croissant).Select(m => m.Member));
    }

    [Fact]
    public void Addresses_are_of_the_web_and_written_in_full()
    {
        foreach (var wrong in (string[])["data.example.org", "javascript:alert(1)", "ftp://data.example.org/x", "file:///etc/passwd", "https://a b"])
        {
            List<Roundtable.Terms.Yaml.YamlProblem> problems = [];
            _ = EntryReader.Read($"dataset: acme/x\nversion: \"1\"\naddress: '{wrong}'", problems);
            Assert.Contains("is not an address of the web", Assert.Single(problems).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_known_is_said_to_be_so()
    {
        var json = JsonNode.Parse(CardExport.Write(new PublishedEntry(Entries.Single(e => e.Id.Name == "acme/tickets")), CardFormat.Dps))!;
        Assert.Equal("not known", (string?)json["provenance"]!["dateRangeOfDataGeneration"]);
        Assert.Equal("DE, the northern hemisphere", (string?)json["provenance"]!["dataOriginGeography"]);
        Assert.Equal("2026-05-04", (string?)json["provenance"]!["datasetIssueDate"]);
        Assert.Equal("https://data.example.org/tickets/consent", (string?)json["use"]!["consentDocumentationLocation"]);
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
                foreach (var format in (CardFormat[])[CardFormat.Cyclonedx, CardFormat.Prov, CardFormat.Spdx, .. entry is DatasetEntry ? [CardFormat.Croissant] : (CardFormat[])[]])
                {
                    await File.WriteAllTextAsync(
                        Path.Combine(folder.FullName, FormattableString.Invariant($"{++number}.{Kebab.Name(format)}.json")),
                        CardExport.Write(Whole(entry), format),
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

    /// <summary>An entry with files and rulings of every outcome.</summary>
    private static PublishedEntry Whole(Entry entry) => new(entry, 3, "roundtable/0123456789abcdef")
    {
        Files = entry is ModelEntry ? [] :
        [
            new PublishedFile("train.jsonl", 1234, new string('a', 64), 12, [("prompt", "text"), ("messages", "text[]"), ("label", "boolean"), ("score", "number")]),
            new PublishedFile("rows.jsonl", 99, new string('b', 64), null, [("from", "text[]"), ("models", "text[]"), ("origin", "text")], true),
            new PublishedFile("README.md", 5, new string('c', 64), null, []),
        ],
        Rulings =
        [
            new(Use.Evaluate, Outcome.Allowed, new DateOnly(2026, 11, 30), null, []),
            new(Use.TrainOpen, Outcome.AllowedIf, new DateOnly(2026, 11, 30), "acme", [("attribution", "Made with \"Acme\""), ("users-at-most", "700"), ("not-in", "EU")], 7)
            {
                Terms = ["acme-terms@3"],
            },
            new(Use.Resell, Outcome.Unknown, new DateOnly(2026, 11, 30), null, []),
            new(Use.Distil, Outcome.Denied, new DateOnly(2026, 11, 30), null, []),
        ],
        Terms = [("acme-terms@3", "https://acme.example/terms")],
    };

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
