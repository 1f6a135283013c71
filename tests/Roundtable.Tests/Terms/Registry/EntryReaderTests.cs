using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Terms.Registry;

public sealed class EntryReaderTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_its_line_and_what_is_accepted()
    {
        var problems = Problems("""
            terms: acme terms
            version: "1"
            from: 2026-13-01
            until: 2025-01-01
            source:
              address: acme.example
            confidence: sure
            clauses:
              - subject: output
                use: [train-open, trian-open]
                effect: allow
                conditions:
                  - attribution: Acme
                where: section 1
                says: It may be used.
              - subject: outputs
                use: publish
                effect: allow-if
                where: section 2
                says: It may be published.
              - subject: outputs
                use: label
                effect: allow-if
                conditions:
                  - users-at-most: many
                  - not-in: Europe
                  - nothing: else
                where: section 3
                says: It may be used for labels.
                remark: none
            """);
        Assert.Equal(
            [
                "1: 'acme terms' is not a valid name: use letters, digits and . _ - / : + (at most 200 of them).",
                "3: 'from' is '2026-13-01'; it must be a date (YYYY-MM-DD), such as 2026-01-31.",
                "6: 'read' is missing: the date on which the text was read, such as 2026-01-31.",
                "6: 'acme.example' is not a web address: write it like https://host/terms.",
                "7: 'confidence' is 'sure'; it must be one of high, medium, low.",
                "9: 'subject' is 'output'; it must be one of outputs, inputs, weights, content, derivatives.",
                "10: 'use' is 'trian-open'; it must be one of evaluate, publish, train-internal, train-open, train-competing, distil, label, deploy, modify, resell.",
                "18: 'allow-if' needs 'conditions': a list of conditions to meet.",
                "25: 'users-at-most' must be a whole number of at least 1.",
                "26: 'not-in' must be a region: a code of two capital letters, such as FR, or EU.",
                "27: A condition needs exactly one of the keys attribution, name-prefix, users-at-most, revenue-at-most, share-alike, only-for, not-for, not-in, not-by, not-served-in, not-serving, notice.",
                "30: Unknown key 'remark'.",
            ],
            problems);
    }

    [Theory]
    [InlineData("deny", "allow")]
    [InlineData("deny", "allow-if")]
    [InlineData("silent", "deny")]
    [InlineData("silent", "allow")]
    public void Clauses_of_one_version_do_not_contradict_each_other(string one, string other)
    {
        var problem = Assert.Single(Problems(Two(one, other)));
        Assert.Contains($"This clause says '{other}' for outputs and publish, but clause 1 says '{one}': they contradict each other.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Clauses_that_both_allow_add_up() => Assert.Empty(Problems(Two("allow", "allow-if")));

    [Fact]
    public void A_clause_that_names_a_use_goes_before_one_for_every_other()
    {
        var terms = (TermsEntry)Assert.Single(EntryReader.Read(World.TermsOf("t", "allow", use: "any") + """

              - { subject: outputs, use: distil, effect: deny, where: section 2, says: "No." }
            """, []));
        Assert.Equal(Effect.Deny, Assert.Single(terms.On(Subject.Outputs, Use.Distil)).Effect);
        Assert.Equal(Effect.Allow, Assert.Single(terms.On(Subject.Outputs, Use.Publish)).Effect);
        Assert.Empty(terms.On(Subject.Inputs, Use.Publish));
    }

    [Theory]
    [InlineData("a: [", "The YAML is malformed")]
    [InlineData("- 1", "The document must be a mapping")]
    [InlineData("version: \"1\"", "The kind of entry is missing")]
    [InlineData("model: m\nversion: \"1\"\nsources:\n  - model:x", "A source must be a mapping")]
    [InlineData("model: m\nversion: \"1\"\nsources:\n  - made-of: model:x", "The kind of source is missing")]
    [InlineData("model: m\nversion: \"1\"\nrevision: 2", "A revision after the first needs 'correction': what was wrong.")]
    [InlineData("model: m\nversion: \"1\"\ncorrection: It was wrong.", "A correction needs a revision number")]
    [InlineData("provider: p\nversion: \"1\"\naccess:\n  - { barred: no, from: 2026-01-01, where: w, says: s }", "'barred' is 'no'; it must be yes: only barred access is recorded.")]
    [InlineData("dataset: d\nversion: \"1\"\nlicense: mit", "Unknown key 'license'; did you mean 'licence'?")]
    public void A_slip_is_told_in_a_sentence(string yaml, string says) => Assert.Contains(Problems(yaml), p => p.Contains(says, StringComparison.Ordinal));

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Nesting_without_end_is_refused(string opening) =>
        Assert.NotEmpty(Problems("model: " + string.Concat(Enumerable.Repeat(opening, 100_000))));

    [Fact]
    public void No_text_makes_it_throw()
    {
        var good = World.TermsOf("t", "allow-if", condition: "users-at-most: 5") + "\n---\nmodel: m\nversion: \"1\"\nsources:\n  - made-with: [dataset:d]\n";
        var random = new Random(1);
        for (var i = 0; i < TestDepth.Of(3000, 100000); i++)
        {
            var text = good.ToCharArray();
            for (var j = 0; j < 1 + random.Next(4); j++)
            {
                text[random.Next(text.Length)] = "{}[]:-\"'\n \tx0&*!|>"[random.Next(18)];
            }

            EntryReader.Read(new string(text), []);
            EntryReader.ReadJson(System.Text.Encoding.UTF8.GetBytes(new string(text)));
        }
    }

    private static string Two(string one, string other) => World.TermsOf("t", one, condition: one == "allow-if" ? "notice: keep it" : null, use: "publish") + $"""

          - subject: outputs
            use: [publish, label]
            effect: {other}
            where: section 2
            says: The other.
            {(other == "allow-if" ? "conditions: [notice: keep it]" : "")}
        """;

    private static List<string> Problems(string yaml)
    {
        List<YamlProblem> problems = [];
        EntryReader.Read(yaml, problems);
        return [.. problems.OrderBy(p => p.Line).ThenBy(p => p.Column).Select(p => $"{p.Line}: {p.Text}")];
    }
}
