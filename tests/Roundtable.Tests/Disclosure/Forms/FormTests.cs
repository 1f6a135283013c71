using Roundtable.Disclosure.Forms;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Yaml;

namespace Roundtable.Tests.Disclosure.Forms;

/// <summary>Forms filled in from entries and answers.</summary>
public sealed class FormTests
{
    private static readonly IReadOnlyList<RegisteredEntry> _entries = Read("""
        organisation: acme
        version: "1"
        title: Acme GmbH
        region: DE
        ---
        dataset: acme/tickets
        version: "2026.1"
        whose: acme
        licence: [cc-by-4.0]
        origin: mixed
        sources:
          - made-with: model:openai/gpt-5
            on: 2026-02-03
          - made-with: unknown
        ---
        dataset: others/texts
        version: "1"
        whose: others
        licence: [cc-by-4.0]
        ---
        dataset: others/closed
        version: "1"
        whose: others
        licence: [others-terms]
        ---
        model: acme/small
        version: "2"
        vendor: acme
        sources:
          - derived-from: model:qwen/qwen3@32b
          - made-with: dataset:acme/tickets@2026.1
          - made-with: dataset:others/texts@1
            on: 2025-11-02
          - made-with: dataset:others/closed@1
        """);

    [Fact]
    public void The_eus_template_has_its_sections_in_their_order_and_keys_are_told_apart()
    {
        Assert.Equal(
            ["0", "1", "1.1", "1.2", "1.3", "2", "2.1", "2.2", "2.2.1", "2.2.2", "2.3", "2.4", "2.5", "2.6", "3", "3.1", "3.2", "3.3"],
            FormTemplate.Of(FormKind.Eu).Sections.Select(s => s.Number));
        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"({i})"), FormTemplate.Of(FormKind.Ca).Sections.Select(s => s.Number).Where(n => n.StartsWith('(') && n != "(a)"));
        foreach (var template in Enum.GetValues<FormKind>().Select(FormTemplate.Of))
        {
            var keys = template.Items.Select(i => i.Key).ToList();
            Assert.Equal(keys.Count, keys.Distinct(StringComparer.Ordinal).Count());
            Assert.All(template.Items.Where(i => i.If is not null), i => Assert.True(template.Items.Single(q => q.Key == i.If).YesNo));
            Assert.All(template.Items, i => Assert.EndsWith(".", i.Settle, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Nothing_on_record_is_not_known_and_never_no()
    {
        var bare = new RegisteredEntry(_entries[^1].Entry with { Sources = [], Owner = null }, _entries[^1].Digest);
        foreach (var kind in Enum.GetValues<FormKind>())
        {
            var form = FilledForm.Fill(FormTemplate.Of(kind), new FormFacts(bare, null, new DateOnly(2026, 11, 30)), new Dictionary<string, string>(StringComparer.Ordinal));
            string[] known = kind switch { FormKind.Eu => ["last-update", "model-names"], FormKind.Ca => ["system"], _ => ["name"] };
            Assert.Equal(known, form.Items.Where(i => i.State == ItemState.Known).Select(i => i.Item.Key));
            Assert.All(form.Items, i => Assert.True(i.State is ItemState.Known or ItemState.NotKnown or ItemState.LeftOut));
            Assert.True(form.Missing.Count() >= 7);
        }
    }

    [Fact]
    public void Figures_come_from_entries_and_say_from_which()
    {
        var form = Fill(FormKind.Eu);
        Assert.Equal(["Acme GmbH, DE"], Figures(form, "provider"));
        Assert.Equal(["acme/small: derived from qwen/qwen3@32b"], Figures(form, "model-dependencies"));
        Assert.Equal(["others/texts, version 1, under cc-by-4.0"], Figures(form, "public-large"));
        Assert.Equal(
            ["acme/tickets is made with openai/gpt-5"], Figures(form, "synthetic"));
        Assert.Contains(Figures(form, "other-sources-description"), f => f.StartsWith("others/closed", StringComparison.Ordinal));
        Assert.Contains("1 source of acme/tickets that nobody named", Figures(form, "other-sources-description"));
        Assert.All(form.Items.SelectMany(i => i.Figures), f => Assert.NotEmpty(f.Source.Id));
        var wrote = Item(form, "synthetic").Figures[0];
        Assert.Equal(new FigureSource("entry", "dataset:acme/tickets@2026.1", 1), wrote.Source);

        // Some sources have no day: the latest of the others is no answer to which is the latest.
        Assert.Equal("the latest: openai/gpt-5 on 2026-02-03; of 4 sources no day is on record", Figures(form, "latest-acquisition")[0]);
        Assert.Equal(ItemState.NotKnown, Item(form, "latest-acquisition").State);

        // A licence of a dataset does not say whether it was bought, nor whether the law protects what is in it.
        Assert.All((string[])["purchased", "protected"], key => Assert.Equal((ItemState.NotKnown, 3), (Item(Fill(FormKind.Ca), key).State, Item(Fill(FormKind.Ca), key).Figures.Count)));
    }

    [Fact]
    public void A_no_that_the_record_contradicts_is_told_and_one_that_it_does_not_settles_what_follows()
    {
        var form = Fill(FormKind.Eu, ("synthetic", "No."), ("crawlers", "no, never"), ("licensed-datasets", "Northern agreements exist"), ("provider", "Acme, Berlin"));
        Assert.Equal(ItemState.Contradicted, Item(form, "synthetic").State);
        Assert.Contains(form.Missing, i => i.Item.Key == "synthetic");
        Assert.Equal(ItemState.Known, Item(form, "synthetic-other-models").State);
        Assert.Equal((ItemState.Known, ItemState.NotApplicable), (Item(form, "crawlers").State, Item(form, "crawler-names").State));
        Assert.Equal(ItemState.NotKnown, Item(form, "licensed-modalities").State);
        Assert.Equal(("Acme, Berlin", "Acme GmbH, DE"), (Item(form, "provider").Answer, Item(form, "provider").Figures[0].Text));
    }

    [Fact]
    public void Answers_are_kept_to_the_letter_and_only_missing_keys_are_added()
    {
        var form = Fill(FormKind.Ca);
        var made = FormAnswers.Merge(form, null);
        List<YamlProblem> problems = [];
        Assert.Empty(FormAnswers.Read(made, form.Template, problems));
        Assert.Equal(made, FormAnswers.Merge(form, made));
        const string Mine = "# mine\npurpose: |\n  To answer tickets:\n  politely.\nconsumer-information:   no # sure";
        var merged = FormAnswers.Merge(form, Mine);
        Assert.StartsWith(Mine + "\n", merged, StringComparison.Ordinal);
        Assert.Equal(merged, FormAnswers.Merge(form, merged));
        var answers = FormAnswers.Read(merged, form.Template, problems);
        Assert.Equal(["no", "To answer tickets:\npolitely."], answers.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Value));
        Assert.Empty(problems);
        FormAnswers.Read("purpos: x\npurpose: [1]\n", form.Template, problems);
        Assert.Equal(2, problems.Count);
    }

    private static FilledForm Fill(FormKind kind, params (string Key, string Answer)[] answers)
    {
        var subject = _entries[^1];
        List<DeclaredSource> sources = [];
        foreach (var entry in _entries.Reverse())
        {
            sources.AddRange(entry.Entry.Sources.Select(s => new DeclaredSource(s, entry.Entry.Id, _entries.FirstOrDefault(e => s.From.Fits(e.Entry.Id)))));
        }

        var facts = new FormFacts(subject, _entries[0], new DateOnly(2026, 11, 30)) { Sources = sources };
        return FilledForm.Fill(FormTemplate.Of(kind), facts, answers.ToDictionary(a => a.Key, a => a.Answer, StringComparer.Ordinal));
    }

    private static FilledItem Item(FilledForm form, string key) => form.Items.Single(i => i.Item.Key == key);

    private static List<string> Figures(FilledForm form, string key) => [.. Item(form, key).Figures.Select(f => f.Text)];

    private static IReadOnlyList<RegisteredEntry> Read(string yaml)
    {
        List<YamlProblem> problems = [];
        var entries = EntryReader.Read(yaml, problems);
        Assert.Empty(problems);
        return [.. entries.Select((e, i) => RegisteredEntry.Starter(e) with { Leaf = i })];
    }
}
