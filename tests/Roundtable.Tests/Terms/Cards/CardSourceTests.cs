using Roundtable.Record.Wording;
using Roundtable.Terms.Cards;
using Roundtable.Terms.Registry;

namespace Roundtable.Tests.Terms.Cards;

/// <summary>What a document says something came from, and which of its elements a given name stands for.</summary>
public sealed class CardSourceTests
{
    [Fact]
    public void Sources_that_cannot_be_named_are_kept_and_counted()
    {
        var card = Card(
            """
            license: mit
            base_model: [null, "https://huggingface.co/acme/base", acme/other]
            datasets:
            - null
            - name: squad
            - https://huggingface.co/datasets/acme/rows
            - our own chats
            """);
        Assert.Equal(
            [
                "derived-from unknown", "derived-from model:acme/base", "derived-from model:acme/other",
                "made-with unknown", "made-with dataset:squad", "made-with dataset:acme/rows",
                "made-with unknown our own chats",
            ],
            Sources(card.Entries[0]));
        Assert.Equal((3, 3), (card.Unnamed, card.Warnings.Count));
        Assert.NotNull(EntryReader.ReadJson(EntryWriter.Write(card.Entries[0])));
    }

    [Theory]
    [InlineData("base_model_relation: quantized", "derived-from")]
    [InlineData("base_model_relation: Merge", "merged-from")]
    [InlineData("base_model_relation: [adapter, merge]", "derived-from merged-from")]
    [InlineData("base_model_relation: distillation", "derived-from taught-by")]
    [InlineData("tags: [mergekit, merge]", "merged-from")]
    [InlineData("base_model_relation: finetune\ntags: [merge]", "derived-from")]
    public void The_relation_to_the_base_model_is_read(string line, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', Card($"license: mit\nbase_model: a/b\n{line}").Entries[0].Sources.Select(s => Kebab.Name(s.Kind))));

    [Fact]
    public void Nothing_can_be_registered_as_what_nobody_can_name()
    {
        List<Roundtable.Terms.Yaml.YamlProblem> problems = [];
        EntryReader.Read("model: unknown\nversion: \"1\"\n", problems);
        Assert.Contains(problems, p => p.ToString().Contains("nobody can name", StringComparison.Ordinal));
    }

    [Fact]
    public void Kaggles_list_of_licences_is_read()
    {
        var card = CardReader.Read(
            """{"title":"Chats","id":"acme/chats","licenses":[{"name":"CC0-1.0"},{"name":"unknown"}],"sources":[{"title":"A forum"}]}""",
            new CardDefaults("1"));
        var dataset = Assert.IsType<DatasetEntry>(Assert.Single(card.Entries));
        Assert.Equal(("dataset:acme/chats@1", "acme"), (dataset.Id.ToString(), dataset.Owner));
        Assert.Equal(("CC0-1.0", "licenses: unknown"), (Assert.Single(dataset.Licences).Name, Assert.Single(dataset.Unknowns)));
        Assert.Equal(["derived-from unknown A forum"], Sources(dataset));
    }

    [Fact]
    public void Kaggles_croissant_has_an_object_for_the_licence()
    {
        const string Text = """
            {"@type":"sc:Dataset","name":"chats","url":"https://www.kaggle.com/datasets/acme/chats/versions/2",
             "license":[{"@type":"sc:CreativeWork","name":"Attribution-NonCommercial 4.0 International (CC BY-NC 4.0)",
                         "url":"https://creativecommons.org/licenses/by-nc/4.0/"}],
             "isBasedOn":[{"@type":"Dataset","name":"acme/old"},{"@type":"Thing"}]}
            """;
        var dataset = Assert.IsType<DatasetEntry>(Assert.Single(CardReader.Read(Text, new CardDefaults("1")).Entries));
        Assert.Equal(["cc-by-nc-4.0"], dataset.Licences.Select(l => l.Name));
        Assert.Equal(["derived-from dataset:acme/old", "derived-from unknown"], Sources(dataset));
    }

    [Fact]
    public void A_croissant_file_of_the_hub_gets_the_owners_name()
    {
        const string Text = """
            {"@type":"sc:Dataset","name":"rows","url":"https://huggingface.co/datasets/acme/rows",
             "license":"https://choosealicense.com/licenses/undefined/"}
            """;
        var dataset = Assert.IsType<DatasetEntry>(Assert.Single(CardReader.Read(Text, new CardDefaults("1")).Entries));
        Assert.Equal("acme/rows", dataset.Id.Name);
        Assert.Empty(dataset.Licences);
        Assert.Equal(["license: https://choosealicense.com/licenses/undefined/"], dataset.Unknowns);
    }

    [Fact]
    public void Declared_and_concluded_licences_are_kept_apart()
    {
        const string Text = """
            {"@graph":[
              {"type":"https://spdx.org/rdf/3.0.1/terms/AI/AIPackage","spdxId":"m","name":"helper","software_packageUrl":"pkg:huggingface/acme/helper@abc"},
              {"type":"Relationship","spdxId":"r1","relationshipType":"hasDeclaredLicense","from":"m",
               "to":["https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertion"]},
              {"type":"Relationship","spdxId":"r2","relationshipType":"hasConcludedLicense","from":"m","to":["set"]},
              {"type":"expandedlicensing_ConjunctiveLicenseSet","spdxId":"set","expandedlicensing_member":["https://spdx.org/licenses/MIT","own"]},
              {"type":"expandedlicensing_CustomLicense","spdxId":"own","name":"Our terms"}
            ]}
            """;
        var model = Assert.IsType<ModelEntry>(Assert.Single(CardReader.Read(Text, new CardDefaults("1")).Entries));
        Assert.Equal("acme/helper", model.Id.Name);
        Assert.Empty(model.Licences);
        Assert.Equal("mit", Assert.Single(model.Concluded).Name);
        Assert.Equal(["acme/helper: hasDeclaredLicense: NOASSERTION", "acme/helper: hasConcludedLicense: Our terms"], model.Unknowns);
        Assert.Equal(model.Concluded, ((ModelEntry)EntryReader.ReadJson(EntryWriter.Write(model))!).Concluded);
    }

    [Fact]
    public void CycloneDx_tells_concluded_licences_and_names_by_package_url()
    {
        const string Text = """
            {"bomFormat":"CycloneDX","components":[{"type":"machine-learning-model","name":"helper","purl":"pkg:huggingface/acme/helper@abc",
              "licenses":[{"license":{"id":"MIT","acknowledgement":"declared"}},{"expression":"GPL-3.0-only","acknowledgement":"concluded"}],
              "modelCard":{"modelParameters":{"datasets":[{"ref":"pkg:huggingface/acme/rows"},{"type":"dataset"}]}},
              "pedigree":{"ancestors":[{"type":"machine-learning-model","name":"base","purl":"pkg:huggingface/acme/base@1"}]}}]}
            """;
        var model = Assert.IsType<ModelEntry>(Assert.Single(CardReader.Read(Text, new CardDefaults("1")).Entries));
        Assert.Equal("model:acme/helper@abc", model.Id.ToString());
        Assert.Equal(("MIT", "GPL-3.0-only"), (Assert.Single(model.Licences).Name, Assert.Single(model.Concluded).Name));
        Assert.Equal(["made-with dataset:acme/rows", "made-with unknown", "derived-from model:acme/base"], Sources(model));
    }

    [Fact]
    public void A_bill_without_a_licence_says_so()
    {
        var card = CardReader.Read("""{"bomFormat":"CycloneDX","components":[{"type":"data","name":"rows"}]}""", new CardDefaults("1"));
        Assert.Equal(["rows: no declared licence."], card.Warnings);
    }

    [Theory]
    [InlineData("machine-learning-model", "acme/x b d")]
    [InlineData("application", "acme/x d")]
    public void A_given_name_stands_for_what_a_bill_describes(string type, string names)
    {
        var text = $$"""
            {"bomFormat":"CycloneDX","metadata":{"component":{"type":"{{type}}","name":"a"} },
             "components":[{"type":"machine-learning-model","name":"b"},{"type":"data","name":"d"}]}
            """;
        Assert.Equal(names, Names(text));
    }

    [Fact]
    public void A_given_name_stands_for_what_an_spdx_document_describes() =>
        Assert.Equal("a acme/x", Names(
            """
            {"@graph":[{"type":"SpdxDocument","spdxId":"doc","rootElement":["bom"]},{"type":"Bom","spdxId":"bom","rootElement":["b"]},
             {"type":"ai_AIPackage","spdxId":"a","name":"a"},{"type":"ai_AIPackage","spdxId":"b","name":"b"}]}
            """));

    [Fact]
    public void A_given_name_that_could_stand_for_several_elements_is_refused()
    {
        const string Text = """{"@graph":[{"type":"ai_AIPackage","spdxId":"a","name":"a"},{"type":"ai_AIPackage","spdxId":"b","name":"b"}]}""";
        var error = Assert.Throws<FormatException>(() => CardReader.Read(Text, new CardDefaults("1", "acme/x")));
        Assert.Contains("'acme/x' could stand for any of 'a', 'b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_element_that_is_described_twice_and_differently_is_not_taken()
    {
        const string Text = """
            {"bomFormat":"CycloneDX","components":[{"type":"data","name":"d","licenses":[{"license":{"id":"MIT"}}]},{"type":"data","name":"d"},
             {"type":"data","name":"same"},{"type":"data","name":"same"}]}
            """;
        Assert.Equal(["same"], CardReader.Read(Text, new CardDefaults("1")).Entries.Select(e => e.Id.Name));
    }

    private static string Names(string text) => string.Join(' ', CardReader.Read(text, new CardDefaults("1", "acme/x")).Entries.Select(e => e.Id.Name));

    private static ImportedCard Card(string matter) => CardReader.Read($"---\n{matter}\n---\n", new CardDefaults("1", "acme/chat"));

    private static IEnumerable<string> Sources(Entry entry) => entry.Sources.Select(s => $"{Kebab.Name(s.Kind)} {s.From}{(s.Named is null ? "" : " " + s.Named)}");
}
