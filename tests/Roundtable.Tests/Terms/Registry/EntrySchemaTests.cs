using System.Text;
using Roundtable.Record.Entries;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;

namespace Roundtable.Tests.Terms.Registry;

/// <summary>Members of entries that tell who owns whom, whom somebody bars, through whom something came, and what nobody knows.</summary>
public sealed class EntrySchemaTests
{
    private const string Lab = """
        organisation: lab
        version: "2"
        region: SG
        owners:
          - { organisation: holding, share: 60.5 }
          - { organisation: somebody }
        default-terms: [lab-terms, lab-use-policy]
        access:
          - { barred: yes, organisations: rival, owned-from: [CN], uses: [train-competing], from: unknown, until: 2027-01-01, where: a letter, says: "No." }
        """;

    private const string Licence = """
        terms: lab-licence
        version: "4"
        from: unknown
        source: { address: "https://example.org/l", read: 2026-02-01 }
        confidence: low
        compatible: [LAB-5]
        access:
          - { barred: yes, regions: [EU], models: [lab/seeing], served: resell, where: section 1, says: "Nobody in the EU has a licence." }
        clauses:
          - { subject: outputs, use: distil, effect: deny, into: [language-model], where: section 2, says: "No other language model." }
          - { subject: weights, use: any, effect: allow-if, conditions: [not-served-in: EU, not-serving: rival], where: section 3, says: "Yes." }
        """;

    private const string Model = """
        model: acme/student
        version: "1"
        vendor: acme
        kind: [language-model, classifier]
        offered: no
        unknown: "licence: other"
        sources:
          - { taught-by: model:lab/big, on: 2026-01-01, through: reseller blackbox, uses: [train-competing] }
          - { made-with: unknown, named: "Some data (2024)", count: 3, where: the card's field datasets }
          - { made-with: dataset:d, through: local }
          - { made-with: dataset:d, through: openrouter }
        """;

    [Theory]
    [InlineData(Lab)]
    [InlineData(Licence)]
    [InlineData(Model)]
    [InlineData("dataset: d\nversion: \"1\"\nunknown: [\"licence: other\", \"licence: mit, gpl\"]")]
    public void What_is_written_is_read_again(string yaml)
    {
        var entry = Read(yaml);
        var bytes = EntryWriter.Write(entry);
        Assert.Equal(bytes, EntryWriter.Write(EntryReader.ReadJson(bytes)!));
        Assert.Equal(bytes, EntryWriter.Write(Read(Encoding.UTF8.GetString(bytes))));
    }

    [Fact]
    public void Organisations_have_owners_terms_of_their_own_and_bars()
    {
        var lab = (OrganisationEntry)Read(Lab);
        Assert.Equal([new OwnerShare("holding", 60.5m), new OwnerShare("somebody", null)], lab.Owners);
        Assert.Equal(["lab-terms", "lab-use-policy"], lab.DefaultTerms.Select(t => t.Name));
        var bar = Assert.Single(lab.Access);
        Assert.Equal(["rival"], bar.Organisations);
        Assert.Equal(["CN"], bar.OwnedFrom);
        Assert.Equal([Use.TrainCompeting], bar.Uses);
        Assert.Equal((null, false), (bar.HoldsOn(World.Day("2026-01-01")), bar.HoldsOn(World.Day("2027-01-02"))));
        Assert.True(bar.ReachesServed(Use.Deploy) && bar.ReachesServed(Use.Resell) && !bar.ReachesServed(Use.Publish));
    }

    [Fact]
    public void Terms_may_grant_some_nothing_and_begin_on_a_day_that_nobody_knows()
    {
        var terms = (TermsEntry)Read(Licence);
        Assert.Equal((true, World.Day("2026-02-01")), (terms.FromIsUnknown, terms.From));
        var bar = Assert.Single(terms.Access);
        Assert.Equal((World.Day("2026-02-01"), false, true), (bar.From, bar.ReachesServed(Use.Deploy), bar.ReachesServed(Use.Resell)));
        Assert.Equal([ModelKind.LanguageModel], terms.Clauses[0].Into);
        Assert.Equal([new Condition.NotServedIn("EU"), new Condition.NotServing("rival")], terms.Clauses[1].Conditions);
    }

    [Fact]
    public void A_source_tells_through_whom_it_came_and_one_that_nobody_can_name_is_kept()
    {
        var model = (ModelEntry)Read(Model);
        Assert.Equal(
            [new SourceRoute(RouteKind.Reseller, "blackbox"), null, new SourceRoute(RouteKind.Local, null), new SourceRoute(null, "openrouter")],
            model.Sources.Select(s => s.Through));
        Assert.Equal((true, "Some data (2024)", 3), (model.Sources[1].From.IsUnknown, model.Sources[1].Named, model.Sources[1].Count));
        var world = new World().With(Model);
        Assert.Equal(
            "3 sources of acme/student@1, written as \"Some data (2024)\", that nobody could name",
            world.Find(world.Find("model:acme/student@1").Edges[1].From).Title);
        Assert.Contains("3 sources of acme/student@1", string.Join(' ', world.Rule("model:acme/student@1", Use.Evaluate).Findings.Select(f => f.Ground.Summary)), StringComparison.Ordinal);
    }

    [Fact]
    public void Terms_of_an_unknown_day_count_from_the_earliest_on_which_a_revision_was_read()
    {
        var world = new World().With(Licence).With(Licence.Replace("read: 2026-02-01", "read: 2025-06-01", StringComparison.Ordinal) + "\nrevision: 2\ncorrection: Somebody had read it before.");
        world.With(Licence.Replace("read: 2026-02-01", "read: 2026-03-01", StringComparison.Ordinal) + "\nrevision: 3\ncorrection: A word.");
        var reference = new EntryReference(EntryKind.Terms, "lab-licence", null);
        Assert.NotNull(world.Registry.InForce(reference, World.Day("2025-06-01")).Terms);
        Assert.Null(world.Registry.InForce(reference, World.Day("2025-05-31")).Terms);
        Assert.Equal(3, world.Registry.InForce(reference, World.Day("2026-01-01")).Terms!.Entry.Revision);
    }

    [Theory]
    [InlineData("organisation: o\nversion: \"1\"\nowners:\n  - { share: 10 }", "'organisation' is missing: the name of the owner.")]
    [InlineData("organisation: o\nversion: \"1\"\nowners:\n  - { organisation: a, share: 101 }", "'share' is '101'; it must be a number from 0 to 100.")]
    [InlineData("model: m\nversion: \"1\"\nkind: llm", "'kind' is 'llm'; it must be one of language-model")]
    [InlineData("model: m\nversion: \"1\"\nsources:\n  - { made-with: model:x, through: by hand }", "'through' is 'by hand'; it must be the name of a provider")]
    [InlineData("model: m\nversion: \"1\"\nsources:\n  - { made-with: model:x, named: x }", "'named' and 'count' are for sources that are unknown")]
    [InlineData("provider: p\nversion: \"1\"\naccess:\n  - { barred: yes, from: 2026-01-01, served: publish, where: w, says: s }", "'served' names deploy or resell")]
    [InlineData("provider: p\nversion: \"1\"\naccess:\n  - { barred: yes, where: w, says: s }", "'from' is missing: the first day on which it applies")]
    public void A_slip_is_told_in_a_sentence(string yaml, string says)
    {
        List<YamlProblem> problems = [];
        EntryReader.Read(yaml, problems);
        Assert.Contains(problems, p => p.Text.Contains(says, StringComparison.Ordinal));
    }

    private static Entry Read(string yaml)
    {
        List<YamlProblem> problems = [];
        var entry = Assert.Single(EntryReader.Read(yaml, problems));
        Assert.Empty(problems.Select(p => $"{p.Line}: {p.Text}"));
        return entry;
    }
}
