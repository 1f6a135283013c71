using Roundtable.Record.Entries;
using Roundtable.Terms.Clauses;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>The rules of docs/rulings.md one by one, on small cases that went wrong once; the numbers are the page's.</summary>
public sealed class RuleTests
{
    private const string Vendor = """
        organisation: vendor
        version: "1"
        region: US
        ---
        terms: vendor-terms
        version: "1"
        from: 2023-01-01
        source: { address: "https://example.org/v", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: outputs, use: any, effect: allow, where: section 1, says: The customer owns what comes out. }
          - { subject: outputs, use: [train-competing, distil], effect: deny, where: section 2, says: "Nothing that competes may be trained on it." }
        ---
        provider: vendor
        version: "1"
        whose: vendor
        route: direct
        terms: vendor-terms
        ---
        model: vendor/big
        version: "1"
        vendor: vendor
        weights: closed
        kind: language-model
        matches: ["big*"]
        ---
        terms: open
        version: "1"
        from: 2020-01-01
        source: { address: "https://example.org/o", read: 2026-01-01 }
        confidence: high
        clauses:
          - { subject: [weights, derivatives, content, outputs], use: any, effect: allow, where: all of it, says: Everything may be done. }
        """;

    private static World World => new World().With(Vendor);

    [Theory]
    [InlineData("taught-by", "on: 2025-12-01", Use.Publish, Outcome.Denied)]
    [InlineData("taught-by", "on: 2025-12-01", Use.Deploy, Outcome.Denied)]
    [InlineData("taught-by", "on: 2025-12-01", Use.Resell, Outcome.Denied)]
    [InlineData("taught-by", "on: 2025-12-01", Use.TrainInternal, Outcome.Denied)]
    [InlineData("taught-by", "on: 2025-12-01", Use.Modify, Outcome.Denied)]
    [InlineData("taught-by", "on: 2025-12-01", Use.Label, Outcome.Denied)]
    [InlineData("taught-by", "on: 2025-12-01", Use.Evaluate, Outcome.Unknown)]
    [InlineData("taught-by", "where: a paper", Use.Publish, Outcome.Unknown)]
    [InlineData("taught-by", "on: 2026-12-01", Use.Publish, Outcome.Unknown)]
    [InlineData("taught-by", "on: 2022-12-01", Use.Publish, Outcome.Unknown)]
    [InlineData("labelled-by", "on: 2025-12-01, uses: [train-competing]", Use.Publish, Outcome.Denied)]
    [InlineData("made-with", "on: 2025-12-01", Use.Publish, Outcome.Denied)]
    public void An_edge_is_a_use_and_what_was_made_in_breach_stays_so(string edge, string more, Use use, Outcome outcome)
    {
        var world = World.With(Student("acme/student", "acme", $"{{ {edge}: model:vendor/big, {more} }}", "language-model"));
        var ruling = world.Rule("model:acme/student@1", use);
        Assert.Equal(outcome, ruling.Outcome);
        Assert.Contains(ruling.Findings, f => f.Ground.Outcome == outcome && f.Ground.Rule == RulingRule.Edge);
        if (outcome == Outcome.Denied)
        {
            Assert.Equal(["model:vendor/big@1"], new Judge(world.Registry, world).SmallestRemoval("model:acme/student@1", ruling.Intent, CancellationToken.None)!.Select(t => t.Id));
            Assert.Contains("was made in breach", RulingParagraph.Of(ruling).ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("language-model", Outcome.Denied)]
    [InlineData("classifier", Outcome.Allowed)]
    [InlineData(null, Outcome.Unknown)]
    public void Whether_a_student_competes_is_told_by_what_both_offer(string? kind, Outcome outcome) =>
        Assert.Equal(outcome, World.With(Student("acme/student", "acme", "{ made-with: model:vendor/big, on: 2025-12-01 }", kind)).Rule("model:acme/student@1", Use.Publish).Outcome);

    [Fact]
    public void Nobody_knows_who_made_what_belongs_to_nobody()
    {
        var ruling = World.With(Student("acme/student", null, "{ taught-by: model:vendor/big, on: 2025-12-01 }", "language-model")).Rule("model:acme/student@1", Use.Publish);
        Assert.Equal(Outcome.Unknown, ruling.Outcome);
        Assert.Contains("by whom it was used is unknown", RulingParagraph.Of(ruling).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_breach_reaches_what_is_made_of_the_student_and_its_answers()
    {
        var world = World.With(Student("acme/student", "acme", "{ taught-by: model:vendor/big, on: 2025-12-01 }", "language-model"))
            .With(Student("other/merged", "other", "{ merged-from: model:acme/student, on: 2025-12-20 }", "language-model"));
        world.Output("leaf:1", "ollama", "student", RouteKind.Local, "2025-12-30");
        Assert.Equal((Outcome.Denied, Outcome.Denied), (world.Rule("model:other/merged@1", Use.Publish).Outcome, world.Rule("leaf:1", Use.Publish).Outcome));

        // Collecting answers trains nothing yet; training on them does.
        world.With("dataset: acme/answers\nversion: \"1\"\nwhose: acme\nlicence: open\nsources:\n  - { made-with: model:vendor/big, on: 2025-12-01 }")
            .With(Student("acme/second", "acme", "{ taught-by: dataset:acme/answers, on: 2025-12-05 }", "language-model"));
        Assert.Equal((Outcome.Allowed, Outcome.Denied), (world.Rule("dataset:acme/answers@1", Use.Publish).Outcome, world.Rule("model:acme/second@1", Use.Publish).Outcome));
    }

    [Theory]
    [InlineData("acme/Llama-tiny", Outcome.AllowedIf)]
    [InlineData("acme/llama_tiny", Outcome.AllowedIf)]
    [InlineData("acme/tiny", Outcome.Denied)]
    public void The_conditions_of_an_edge_stay_and_the_models_own_name_is_held_against_them(string name, Outcome outcome)
    {
        var world = World.With(TermsOf("lama", "outputs", "allow-if", "[distil]", "name-prefix: Llama, attribution: Built with Llama")).With("""
            model: meta/lama
            version: "1"
            vendor: meta
            weights: open
            licence: lama
            ---
            dataset: acme/outputs
            version: "1"
            whose: acme
            licence: open
            sources:
              - { made-with: model:meta/lama, on: 2025-02-01 }
            """).With(Student(name, "acme", "{ taught-by: dataset:acme/outputs, on: 2025-02-10 }", "language-model"));
        var ruling = world.Rule($"model:{name}@1", Use.Publish);
        Assert.Equal(outcome, ruling.Outcome);
        Assert.Equal([new Condition.Attribution("Built with Llama"), new Condition.NamePrefix("Llama")], ruling.Conditions);
        var text = RulingParagraph.Of(ruling).ToString();
        Assert.Contains("Built with Llama", text, StringComparison.Ordinal);
        Assert.Equal(outcome == Outcome.Denied, text.Contains("its name must begin with \"Llama\", and \"tiny\" does not", StringComparison.Ordinal));
        Assert.DoesNotContain(ruling.Conditions, c => world.Rule($"model:{name}@1", Use.TrainInternal).Conditions.Contains(c));
    }

    [Theory]
    [InlineData("cc-by", Outcome.Denied)]
    [InlineData("cc-by-sa", Outcome.AllowedIf)]
    [InlineData("cc-by-sa-next", Outcome.AllowedIf)]
    public void A_share_alike_is_held_against_the_contents_own_licence(string licence, Outcome outcome)
    {
        var world = World.With(TermsOf("cc-by", "[content, derivatives]", "allow-if", "any", "attribution: them"))
            .With(TermsOf("cc-by-sa-next", "[content, derivatives]", "allow", "any", null))
            .With(TermsOf("cc-by-sa", "derivatives", "allow-if", "any", "share-alike: cc-by-sa").Replace("confidence: high", "confidence: high\ncompatible: cc-by-sa-next", StringComparison.Ordinal)
                + "  - { subject: content, use: any, effect: allow-if, conditions: [attribution: them], where: here, says: Yes. }")
            .With("dataset: wiki\nversion: \"1\"\nwhose: wiki\nlicence: cc-by-sa\n---\n"
                + $"dataset: acme/mix\nversion: \"1\"\nwhose: acme\nlicence: {licence}\nsources:\n  - {{ derived-from: dataset:wiki, on: 2025-01-01 }}");
        var ruling = world.Rule("dataset:acme/mix@1", Use.Publish);
        Assert.Equal(outcome, ruling.Outcome);
        Assert.Equal(outcome == Outcome.Denied, RulingParagraph.Of(ruling).ToString().Contains("it has to be handed on under cc-by-sa, and is under cc-by, which is not compatible", StringComparison.Ordinal));

        // Whoever trains makes something derived.
        Assert.Contains(new Condition.ShareAlike("cc-by-sa"), world.Rule("dataset:wiki@1", Use.TrainOpen).Conditions);
        Assert.DoesNotContain(new Condition.ShareAlike("cc-by-sa"), world.Rule("dataset:wiki@1", Use.Publish).Conditions);
    }

    [Fact]
    public void Another_endpoint_of_a_vendor_widens_nothing_and_its_own_declaration_does()
    {
        const string Partner = """
            terms: my-contract
            version: "1"
            from: 2020-01-01
            source: { address: "https://example.org/c", read: 2025-01-01 }
            confidence: high
            clauses:
              - { subject: outputs, use: any, effect: allow, where: s1, says: We agreed that all is allowed. }
            ---
            provider: zz-partner
            version: "1"
            whose: vendor
            route: direct
            terms: my-contract
            """;
        var world = World.With("provider: hub\nversion: \"1\"\nroute: aggregator\nterms: open");
        world.Output("leaf:1", "hub", "big-2", RouteKind.Aggregator, "2025-06-01");
        Assert.Equal(Outcome.Denied, world.Rule("leaf:1", Use.TrainCompeting).Outcome);
        world.With(Partner);
        Assert.Equal(Outcome.Denied, world.Rule("leaf:1", Use.TrainCompeting).Outcome);
        world.With("organisation: vendor\nversion: \"2\"\nregion: US\ndefault-terms: my-contract");
        Assert.Equal(Outcome.Allowed, world.Rule("leaf:1", Use.TrainCompeting).Outcome);
    }

    [Theory]
    [InlineData("vendor", RouteKind.Direct, "2026-01-06", Outcome.Allowed)]
    [InlineData("vendor", RouteKind.Direct, "2026-01-07", Outcome.Denied)]
    [InlineData("private", RouteKind.Direct, "2026-01-07", Outcome.Denied)]
    [InlineData("shop", RouteKind.Reseller, "2026-01-07", Outcome.Denied)]
    [InlineData("hub", RouteKind.Aggregator, "2026-01-07", Outcome.Denied)]
    [InlineData("cloud", RouteKind.Cloud, "2026-01-07", Outcome.Denied)]
    public void A_bar_follows_the_model_on_every_route_and_the_text_says_through_whom(string connection, RouteKind route, string day, Outcome outcome)
    {
        var world = Barred("organisations: [rival]");
        world.Output("leaf:1", connection, "big-2", route, day);
        world.Output("leaf:2", "ollama", "free", RouteKind.Local, day);
        var ruling = world.Rule("leaf:1", Use.Evaluate, "2026-03-01", i => By(world, i, "rival"));
        Assert.Equal(outcome, ruling.Outcome);
        Assert.Equal(
            outcome == Outcome.Denied && connection != "vendor", RulingParagraph.Of(ruling).ToString().Contains($"vendor's bar follows vendor/big through {connection}", StringComparison.Ordinal));

        // Published weights that are run locally need nobody's access.
        Assert.Equal(Outcome.Allowed, world.Rule("leaf:2", Use.Evaluate, "2026-03-01", i => By(world, i, "rival")).Outcome);
        Assert.Equal(Outcome.Allowed, world.Rule("leaf:1", Use.Evaluate, "2026-03-01", i => By(world, i, "acme")).Outcome);
    }

    [Theory]
    [InlineData("local", Outcome.Allowed)]
    [InlineData("shop", Outcome.Denied)]
    [InlineData(null, Outcome.Unknown)]
    public void An_edge_tells_through_whom_published_weights_were_reached(string? through, Outcome outcome)
    {
        var world = Barred("organisations: [rival]").With(
            Student("rival/student", "rival", $"{{ taught-by: model:vendor/free, on: 2026-02-01{(through is null ? "" : $", through: {through}")} }}", "classifier"));
        Assert.Equal(outcome, world.Rule("model:rival/student@1", Use.Publish, "2026-03-01", i => By(world, i, "acme")).Outcome);
    }

    [Theory]
    [InlineData("organisation: who\nversion: \"1\"\nregion: US\nowners: [{organisation: rival, share: 51}]", true)]
    [InlineData("organisation: who\nversion: \"1\"\nregion: US\nowners: [{organisation: rival, share: 50}]", false)]
    [InlineData("organisation: who\nversion: \"1\"\nregion: US\nowners: [{organisation: rival}]", null)]
    [InlineData("organisation: who\nversion: \"1\"\nregion: US\nowners: [{organisation: mid, share: 60}]\n---\norganisation: mid\nversion: \"1\"\nowners: [{organisation: rival, share: 60}]", true)]
    [InlineData("organisation: who\nversion: \"1\"\nregion: US\nowners: [{organisation: mid, share: 70}, {organisation: rival, share: 30}]\n---\norganisation: mid\nversion: \"1\"\nowners: [{organisation: rival, share: 50}]", true)]
    [InlineData("organisation: who\nversion: \"1\"\nregion: US\nowners: [{organisation: mid, share: 70}, {organisation: rival, share: 10}]\n---\norganisation: mid\nversion: \"1\"\nowners: [{organisation: rival, share: 50}]", false)]
    [InlineData("organisation: who\nversion: \"1\"\nregion: US\nowners: [{organisation: mid, share: 60}]\n---\norganisation: mid\nversion: \"1\"\nowners: [{organisation: who, share: 60}, {organisation: rival, share: 40}]", true)]
    [InlineData("organisation: who\nversion: \"1\"\nregion: US\nowners: [{organisation: mid, share: 60}]\n---\norganisation: mid\nversion: \"1\"\nowners: [{organisation: who, share: 40}, {organisation: rival, share: 30}]", false)]
    public void Ownership_adds_up_through_chains(string owners, bool? owned)
    {
        var world = Barred("organisations: [rival]").With(owners);
        world.Output("leaf:1", "vendor", "big-2", RouteKind.Direct, "2026-02-01");
        var ruling = world.Rule("leaf:1", Use.Evaluate, "2026-03-01", i => By(world, i, "who"));
        Assert.Equal(owned switch { true => Outcome.Denied, false => Outcome.Allowed, null => Outcome.AllowedIf }, ruling.Outcome);
    }

    [Theory]
    [InlineData("US", "CN", 60, Outcome.Denied)]
    [InlineData("US", "CN", 40, Outcome.Allowed)]
    [InlineData("US", "JP", 60, Outcome.Allowed)]
    [InlineData("CN", "JP", 60, Outcome.Allowed)]
    public void Whoever_is_owned_from_a_region_is_barred_wherever_it_is(string region, string owner, int share, Outcome outcome)
    {
        var world = Barred("owned-from: [CN]").With($"organisation: who\nversion: \"1\"\nregion: {region}\nowners: [{{organisation: holding, share: {share}}}]\n---\norganisation: holding\nversion: \"1\"\nregion: {owner}");
        world.Output("leaf:1", "hub", "big-2", RouteKind.Aggregator, "2026-02-01");
        Assert.Equal(outcome, world.Rule("leaf:1", Use.Evaluate, "2026-03-01", i => By(world, i, "who")).Outcome);
    }

    [Theory]
    [InlineData("firm", Use.Evaluate, null, null, Outcome.Denied)]
    [InlineData("acme", Use.Evaluate, null, null, Outcome.Allowed)]
    [InlineData("acme", Use.Resell, "firm", null, Outcome.Denied)]
    [InlineData("acme", Use.Resell, null, "FR", Outcome.Denied)]
    [InlineData("acme", Use.Resell, null, "US", Outcome.Allowed)]
    [InlineData("acme", Use.Resell, null, null, Outcome.AllowedIf)]
    [InlineData("acme", Use.Deploy, "firm", null, Outcome.Allowed)]
    [InlineData(null, Use.Publish, null, null, Outcome.AllowedIf)]
    public void A_licence_grants_some_nothing_on_every_route_and_rights_are_by_somebody_for_somebody(string? by, Use use, string? serves, string? servedIn, Outcome outcome)
    {
        var world = World.With(TermsOf("seeing-licence", "[weights, derivatives, outputs]", "allow", "any", null).Replace(
            "confidence: high", "confidence: high\naccess:\n  - { barred: yes, regions: [EU], served: resell, where: section 1, says: Nobody in the EU has a licence. }", StringComparison.Ordinal))
            .With("""
                model: meta/seeing
                version: "1"
                vendor: meta
                weights: open
                licence: seeing-licence
                matches: ["seeing*"]
                ---
                organisation: firm
                version: "1"
                region: DE
                ---
                organisation: acme
                version: "1"
                region: US
                """);
        world.Output("leaf:1", "ollama", "seeing", RouteKind.Local, "2025-06-01");
        foreach (var id in (string[])["model:meta/seeing@1", "leaf:1"])
        {
            var ruling = world.Rule(id, use, more: i => By(world, i, by) with { Serves = serves, ServesOrganisation = world.Registry.Organisation(serves), ServedIn = servedIn });
            Assert.Equal(outcome, ruling.Outcome);
        }
    }

    [Fact]
    public void A_day_that_cannot_be_read_or_lies_ahead_is_unknown()
    {
        var world = World;
        var answer = world.Output("leaf:1", "vendor", "big-2", RouteKind.Direct, "2025-06-01");
        Assert.Equal(Outcome.Allowed, world.Rule("leaf:1", Use.Publish).Outcome);
        world.Add(answer with { Day = null, DayIsUnreadable = true });
        Assert.Equal((Outcome.Unknown, RulingRule.Unreadable), (world.Rule("leaf:1", Use.TrainCompeting).Outcome, world.Rule("leaf:1", Use.TrainCompeting).Findings[0].Ground.Rule));
        world.Add(answer with { Day = World2026 });
        Assert.Equal(Outcome.Unknown, world.Rule("leaf:1", Use.Publish, "2025-12-31").Outcome);
        Assert.Equal(Outcome.Allowed, world.Rule("leaf:1", Use.Publish, "2026-01-01").Outcome);
    }

    [Fact]
    public void A_bar_that_is_over_may_have_held_when_nobody_tells_the_day()
    {
        var world = World.With("""
            organisation: vendor
            version: "2"
            access:
              - { barred: yes, organisations: rival, from: 2025-01-01, until: 2025-06-30, where: a letter, says: The account was closed. }
            ---
            organisation: rival
            version: "1"
            """);
        world.Set("set:s", "model:vendor/big@1");
        Assert.Equal(Outcome.Unknown, world.Rule("set:s", Use.Evaluate, more: i => By(world, i, "rival")).Outcome);
        Assert.Equal(Outcome.Allowed, world.Rule("set:s", Use.Evaluate, more: i => By(world, i, "rival") with { Obtained = Tests.Terms.World.Day("2025-07-01") }).Outcome);
        Assert.Equal(Outcome.Denied, world.Rule("set:s", Use.Evaluate, more: i => By(world, i, "rival") with { Obtained = Tests.Terms.World.Day("2025-06-30") }).Outcome);
    }

    /// <summary>Rule 5: a licence that somebody else concluded narrows, and is none where the owner declares none.</summary>
    [Theory]
    [InlineData("licence: free\nconcluded: free", Outcome.Allowed)]
    [InlineData("licence: free\nconcluded: strict", Outcome.Denied)]
    [InlineData("concluded: free", Outcome.Unknown)]
    [InlineData("concluded: strict", Outcome.Denied)]
    public void Concluded_licences_count_beside_the_declared_ones(string licences, Outcome outcome)
    {
        var world = new World().With(World.TermsOf("free", "allow")).With(World.TermsOf("strict", "deny"))
            .With($"dataset: d\nversion: \"1\"\n{licences}").With($"model: m\nversion: \"1\"\nvendor: v\nweights: open\n{licences}");
        Assert.Equal(outcome, world.Rule("dataset:d@1", Use.Publish).Outcome);
        Assert.Equal(outcome, world.Rule("model:m@1", Use.Publish).Outcome);
        Assert.Equal(outcome, world.Rule("model:m@1", Use.Publish, more: i => i with { Of = Subject.Outputs }).Outcome);
    }

    [Fact]
    public void A_name_of_terms_that_several_documents_have_means_all_of_them()
    {
        var world = World.With("dataset: d\nversion: \"1\"\nlicence: open");
        Assert.Equal(Outcome.Allowed, world.Rule("dataset:d@1", Use.Publish).Outcome);
        world.With(TermsOf("zz", "content", "deny", "any", null).Replace("confidence: high", "confidence: high\nalso: [open]", StringComparison.Ordinal));
        Assert.Equal(Outcome.Denied, world.Rule("dataset:d@1", Use.Publish).Outcome);
    }

    private static DateOnly World2026 => Tests.Terms.World.Day("2026-01-01");

    private static Intent By(World world, Intent intent, string? name) => intent with { As = name, Organisation = world.Registry.Organisation(name) };

    private static World Barred(string whom) => World.With($"""
        provider: vendor
        version: "2"
        whose: vendor
        route: direct
        terms: vendor-terms
        access:
          - {"{"} barred: yes, {whom}, from: 2026-01-07, where: press reports, says: The vendor ended it. {"}"}
        ---
        provider: private
        version: "1"
        whose: vendor
        route: direct
        terms: vendor-terms
        ---
        provider: shop
        version: "1"
        route: reseller
        terms: open
        ---
        provider: hub
        version: "1"
        route: aggregator
        terms: open
        ---
        provider: cloud
        version: "1"
        route: cloud
        terms: open
        ---
        model: vendor/free
        version: "1"
        vendor: vendor
        weights: open
        kind: language-model
        licence: open
        matches: ["free*"]
        ---
        organisation: rival
        version: "1"
        region: US
        ---
        organisation: acme
        version: "1"
        region: US
        """);

    private static string Student(string name, string? vendor, string source, string? kind) => string.Join('\n', ((string?[])
    [
        $"model: {name}", "version: \"1\"", vendor is null ? null : $"vendor: {vendor}", "weights: open", "licence: open", kind is null ? null : $"kind: {kind}",
        $"matches: [\"{name.Split('/')[^1]}*\"]", "sources:", $"  - {source}",
    ]).OfType<string>());

    private static string TermsOf(string name, string subjects, string effect, string use, string? conditions) => $"""
        terms: {name}
        version: "1"
        from: 2020-01-01
        source: {"{"} address: "https://example.org/{name}", read: 2026-01-01 {"}"}
        confidence: high
        clauses:
          - {"{"} subject: {subjects}, use: {use}, effect: {effect}, where: section 1, says: It says so.{(conditions is null ? "" : $", conditions: [{string.Join(", ", conditions.Split(", ").Select(c => $"{{{c}}}"))}]")} {"}"}
          {(use == "any" ? "" : $"- {{ subject: {subjects}, use: any, effect: allow, where: section 2, says: Yes. }}")}

        """;
}
