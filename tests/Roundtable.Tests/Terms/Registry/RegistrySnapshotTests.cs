using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Registry;

public sealed class RegistrySnapshotTests
{
    [Fact]
    public void What_is_registered_is_never_changed_and_a_correction_says_why()
    {
        var world = new World().With(World.TermsOf("t", "allow"));
        Assert.Null(world.Registry.Refusal(Terms("t", "allow")));
        Assert.Contains("entries are immutable: write a correction as 'revision: 2'", world.Registry.Refusal(Terms("t", "deny")), StringComparison.Ordinal);
        Assert.Contains("so the next is 'revision: 2', not 3", world.Registry.Refusal(Terms("t", "deny") with { Revision = 3, Correction = "It denies." }), StringComparison.Ordinal);
        Assert.Null(world.Registry.Refusal(Terms("t", "deny") with { Revision = 2, Correction = "It denies." }));
    }

    [Fact]
    public void A_correction_counts_from_then_on_and_the_first_writing_stays_to_be_seen()
    {
        var world = new World().With(World.TermsOf("t", "allow")).With("dataset: d\nversion: \"1\"\nlicence: t\n");
        var before = world.Rule("dataset:d@1", Use.Publish);
        world.Register(Terms("t", "deny") with { Revision = 2, Correction = "It denies." });
        var after = world.Rule("dataset:d@1", Use.Publish);
        Assert.Equal((Outcome.Allowed, Outcome.Denied), (before.Outcome, after.Outcome));
        Assert.Equal([1, 2], world.Registry.History(new EntryId(EntryKind.Terms, "t", "1")).Select(r => r.Entry.Revision));
        Assert.Contains("revision 2", RulingParagraph.Of(after).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("revision", RulingParagraph.Of(before).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2020-01-01", null, "2020-01-01", true)]
    [InlineData("2020-01-01", "2020-06-30", "2020-06-30", true)]
    [InlineData("2020-01-01", "2020-06-30", "2020-07-01", false)]
    [InlineData("2020-01-01", null, "2020-06-30", false)]
    public void Versions_of_one_document_do_not_overlap(string from, string? until, string next, bool overlap)
    {
        var world = new World().With(World.TermsOf("t", "allow", "1", from, until));
        var refusal = world.Registry.Refusal(Terms("t", "allow", "2", next));
        Assert.Equal(overlap, refusal?.Contains("overlap", StringComparison.Ordinal) == true);

        // And the other way about, when the earlier one is added later.
        var later = new World().With(World.TermsOf("t", "allow", "2", next));
        Assert.Equal(overlap, later.Registry.Refusal(Terms("t", "allow", "1", from, until)) is not null);
    }

    [Fact]
    public void Terms_are_found_by_their_other_names_too()
    {
        var world = new World().With(World.TermsOf("apache-2.0", "allow").Replace("confidence:", "also: [Apache-2.0, ASL]\nconfidence:", StringComparison.Ordinal)).With("dataset: d\nversion: \"1\"\nlicence: asl\n");
        Assert.Equal(Outcome.Allowed, world.Rule("dataset:d@1", Use.Publish).Outcome);
    }

    private static TermsEntry Terms(string name, string effect, string version = "1", string from = "2020-01-01", string? until = null) =>
        (TermsEntry)Assert.Single(EntryReader.Read(World.TermsOf(name, effect, version, from, until), []));
}
