using System.Text.Json.Nodes;
using Roundtable.Terms.Cards;
using Roundtable.Terms.Registry;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Terms.Cards;

/// <summary>Metadata in the shapes that their own specifications show, and broken ones.</summary>
public sealed class CardTests
{
    private const string ModelCard = """
        ---
        license: llama3.1
        base_model:
        - meta-llama/Llama-3.1-8B
        datasets:
        - HuggingFaceH4/ultrachat_200k
        - some one's data
        language: en
        pipeline_tag: text-generation
        tags: [a, b
        model-index:
        - name: x
        ---
        # A model
        """;

    private const string DatasetCard = """
        ---
        annotations_creators:
        - machine-generated
        language_creators:
        - crowdsourced
        license:
        - cc-by-sa-4.0
        pretty_name: Some Answers
        size_categories:
        - 10K<n<100K
        source_datasets:
        - original
        - extended|squad
        - extended|other-web
        dataset_info:
          splits:
          - name: train
            num_examples: 1200
          - name: test
            num_examples: 34
        ---
        """;

    private const string Croissant = """
        {
          "@context": { "@language": "en", "@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/", "sc": "https://schema.org/" },
          "@type": "sc:Dataset",
          "name": "gpt3-answers",
          "conformsTo": "http://mlcommons.org/croissant/1.0",
          "license": "https://creativecommons.org/licenses/by/4.0/",
          "version": "1.0.0",
          "creator": { "@type": "Organization", "name": "Acme Lab" },
          "isBasedOn": ["https://huggingface.co/datasets/openai/gsm8k", 7],
          "rai:dataCollection": "Asked a model.",
          "rai:dataCollectionType": ["Synthetic"],
          "recordSet": [ { "@type": "cr:RecordSet", "name": "rows" } ]
        }
        """;

    private const string Spdx = """
        {
          "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
          "@graph": [
            { "type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1" },
            { "type": "ai_AIPackage", "spdxId": "https://acme.example/m", "name": "acme/helper", "software_packageVersion": "2.1", "suppliedBy": ["https://acme.example/org"] },
            { "type": "dataset_DatasetPackage", "spdxId": "https://acme.example/d", "name": "acme/tickets", "software_packageVersion": "7", "dataset_dataCollectionProcess": "Support tickets." },
            { "type": "ai_AIPackage", "spdxId": "https://acme.example/b", "name": "base/large", "software_packageVersion": "1" },
            { "type": "Organization", "spdxId": "https://acme.example/org", "name": "Acme Inc." },
            { "type": "simplelicensing_LicenseExpression", "spdxId": "https://acme.example/l", "simplelicensing_licenseExpression": "Apache-2.0 AND CC-BY-4.0" },
            { "type": "Relationship", "spdxId": "https://acme.example/r1", "relationshipType": "trainedOn", "from": "https://acme.example/m", "to": ["https://acme.example/d", "https://acme.example/nowhere"] },
            { "type": "Relationship", "spdxId": "https://acme.example/r2", "relationshipType": "hasDeclaredLicense", "from": "https://acme.example/m", "to": ["https://acme.example/l"] },
            { "type": "software_File", "spdxId": "https://acme.example/weights", "name": "weights.bin" },
            { "type": "Relationship", "spdxId": "https://acme.example/r4", "relationshipType": "contains", "from": "https://acme.example/m", "to": ["https://acme.example/weights"] },
            { "type": "Relationship", "spdxId": "https://acme.example/r5", "relationshipType": "trainedOn", "from": "https://acme.example/weights", "to": ["https://acme.example/d"] },
            { "type": "Relationship", "spdxId": "https://acme.example/r3", "relationshipType": "descendantOf", "from": "https://acme.example/m", "to": ["https://acme.example/b"] }
          ]
        }
        """;

    private const string CycloneDx = """
        {
          "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
          "components": [
            {
              "type": "machine-learning-model", "bom-ref": "m", "group": "acme", "name": "helper", "version": "3",
              "supplier": { "name": "Acme" },
              "licenses": [ { "license": { "id": "MIT" } }, { "license": { "name": "My Own Terms" } }, {} ],
              "modelCard": { "modelParameters": { "datasets": [ { "ref": "d" }, { "type": "dataset", "name": "wiki" }, { "ref": "gone" } ] } },
              "pedigree": { "ancestors": [ { "type": "machine-learning-model", "name": "llama", "version": "2" } ] }
            },
            { "type": "data", "bom-ref": "d", "name": "acme/tickets", "version": "1", "licenses": [ { "expression": "CC0-1.0" } ] },
            { "type": "library", "name": "numpy" }
          ]
        }
        """;

    public static TheoryData<string> Cards => [ModelCard, DatasetCard, Croissant, Spdx, CycloneDx];

    [Fact]
    public void A_model_card_gives_base_model_datasets_and_licence_and_a_warning_for_each_odd_field()
    {
        var card = CardReader.Read(ModelCard, new CardDefaults("2026-01-01", "acme/chat"));
        var model = Assert.IsType<ModelEntry>(Assert.Single(card.Entries));
        Assert.Equal("model:acme/chat@2026-01-01", model.Id.ToString());
        Assert.Equal(["llama3.1"], model.Licences.Select(l => l.Name));
        Assert.Equal([
                "derived-from model:meta-llama/Llama-3.1-8B", "made-with dataset:HuggingFaceH4/ultrachat_200k",
                "made-with unknown some one's data",
            ],
            Sources(model));
        Assert.Equal(2, card.Warnings.Count);
        Assert.Contains(card.Warnings, w => w.StartsWith("tags: ", StringComparison.Ordinal));
        Assert.Contains("datasets: 'some one's data' is not the name of a dataset; kept as unknown.", card.Warnings);
    }

    [Fact]
    public void A_dataset_card_gives_origin_sources_and_rows()
    {
        var card = CardReader.Read(DatasetCard, new CardDefaults("1", "acme/answers"));
        var dataset = Assert.IsType<DatasetEntry>(Assert.Single(card.Entries));
        Assert.Equal((Origin.Mixed, 1234L, "Some Answers"), (dataset.Origin, dataset.Rows, dataset.Title));
        Assert.Equal(["derived-from dataset:squad", "derived-from unknown other-web"], Sources(dataset));
        Assert.Equal(["source_datasets: 'other-web' is not the name of a dataset; kept as unknown."], card.Warnings);
    }

    [Fact]
    public void A_merge_is_told_from_a_fine_tune()
    {
        var card = CardReader.Read("---\nbase_model: [a/one, b/two]\nbase_model_relation: merge\nlicense: apache-2.0\n---\n", new CardDefaults("1", "c/both"));
        Assert.Equal(["merged-from model:a/one", "merged-from model:b/two"], Sources(card.Entries[0]));
    }

    [Fact]
    public void Croissant_gives_licence_origin_and_what_it_is_based_on()
    {
        var card = CardReader.Read(Croissant, new CardDefaults("1"));
        var dataset = Assert.IsType<DatasetEntry>(Assert.Single(card.Entries));
        Assert.Equal("dataset:gpt3-answers@1.0.0", dataset.Id.ToString());
        Assert.Equal((Origin.Synthetic, "acme-lab", "Asked a model."), (dataset.Origin, dataset.Owner, dataset.Collection));
        Assert.Equal(["cc-by-4.0"], dataset.Licences.Select(l => l.Name));
        Assert.Contains("derived-from dataset:openai/gsm8k", Sources(dataset));
        Assert.Equal(["rows"], dataset.Parts);
    }

    [Fact]
    public void Spdx_gives_packages_and_their_relationships()
    {
        var card = CardReader.Read(Spdx, new CardDefaults("1"));
        Assert.Equal(["model:acme/helper@2.1", "dataset:acme/tickets@7", "model:base/large@1"], card.Entries.Select(e => e.Id.ToString()));
        Assert.Equal(
            ["made-with dataset:acme/tickets@7", "made-with unknown https://acme.example/nowhere", "derived-from model:base/large@1"],
            Sources(card.Entries[0]));
        Assert.Equal(["Apache-2.0", "CC-BY-4.0"], ((ModelEntry)card.Entries[0]).Licences.Select(l => l.Name));
        Assert.Equal("acme-inc.", card.Entries[0].Owner);
        Assert.Equal(
            [
                "trainedOn: 'https://acme.example/nowhere' is neither a model nor a dataset of the document; kept as unknown.",
                "acme/tickets: no declared licence.", "base/large: no declared licence.",
            ],
            card.Warnings);
    }

    [Fact]
    public void CycloneDx_gives_models_their_datasets_and_ancestors()
    {
        var card = CardReader.Read(CycloneDx, new CardDefaults("1"));
        Assert.Equal(["model:acme/helper@3", "dataset:acme/tickets@1"], card.Entries.Select(e => e.Id.ToString()));
        Assert.Equal(
            ["made-with dataset:acme/tickets@1", "made-with dataset:wiki", "made-with unknown gone", "derived-from model:llama@2"],
            Sources(card.Entries[0]));
        var model = (ModelEntry)card.Entries[0];
        Assert.Equal("MIT", Assert.Single(model.Licences).Name);
        Assert.Equal(["acme/helper: licenses: My Own Terms", "acme/helper: licenses: a licence without a name"], model.Unknowns);
    }

    [Theory]
    [InlineData("", "Unrecognised card format")]
    [InlineData("# Read me", "Unrecognised card format")]
    [InlineData("{", "The JSON is malformed")]
    [InlineData("{\"a\":1,\"a\":2}", "malformed")]
    [InlineData("[]", "neither Croissant")]
    public void What_is_no_card_is_told(string text, string says) =>
        Assert.Contains(says, Assert.Throws<FormatException>(() => CardReader.Read(text, new CardDefaults("1"))).Message, StringComparison.Ordinal);

    [Theory, MemberData(nameof(Cards))]
    public void A_broken_card_costs_warnings_and_nothing_else(string card)
    {
        var random = new Random(7);
        for (var i = 0; i < TestDepth.Of(1500, 50000); i++)
        {
            var text = card.ToCharArray();
            for (var j = 0; j < 1 + random.Next(5); j++)
            {
                text[random.Next(text.Length)] = "{}[]:,-\"'\n \tx0&*!|>"[random.Next(19)];
            }

            Tolerated(new string(text));
        }

        if (card.StartsWith('{'))
        {
            // Each value in turn is of another kind than it should be.
            foreach (var path in Paths(JsonNode.Parse(card)!))
            {
                foreach (var odd in (string[])["null", "7", "\"\"", "[]", "{}", "[null]", "[[1]]"])
                {
                    var root = JsonNode.Parse(card)!;
                    Replace(root, path, JsonNode.Parse(odd));
                    Tolerated(root.ToJsonString());
                }
            }
        }
    }

    private static void Tolerated(string text)
    {
        try
        {
            Assert.All(CardReader.Read(text, new CardDefaults("1")).Entries, e => Assert.NotNull(EntryReader.ReadJson(EntryWriter.Write(e))));
        }
        catch (FormatException)
        {
            // Told in a sentence.
        }
    }

    private static IEnumerable<string> Sources(Entry entry) => entry.Sources.Select(s => $"{Roundtable.Record.Wording.Kebab.Name(s.Kind)} {s.From}{(s.Named is null ? "" : " " + s.Named)}");

    private static IEnumerable<object[]> Paths(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(m => ((object)m.Key, m.Value)),
            JsonArray items => items.Select((item, i) => ((object)i, item)),
            _ => [],
        };
        foreach (var (key, value) in children.ToList())
        {
            yield return [key];
            foreach (var path in value is null ? [] : Paths(value))
            {
                yield return [key, .. path];
            }
        }
    }

    private static void Replace(JsonNode node, object[] path, JsonNode? value)
    {
        foreach (var key in path[..^1])
        {
            node = key is string name ? node[name]! : node[(int)key]!;
        }

        if (path[^1] is string last)
        {
            node[last] = value;
        }
        else
        {
            node[(int)path[^1]] = value;
        }
    }
}
