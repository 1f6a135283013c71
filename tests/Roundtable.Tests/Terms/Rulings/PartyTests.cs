using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>Whom a bar reaches: by name, by place, and by whose property somebody is.</summary>
public sealed class PartyTests
{
    [Fact]
    public void A_bar_that_names_nobody_is_for_everybody() => Assert.True(new Party(null, null).IsReached(Bar(), Registry("")));

    [Theory]
    [InlineData("acme", true)]
    [InlineData("ACME", true)]
    [InlineData("other", false)]
    [InlineData(null, null)]
    public void By_name(string? name, bool? expected) => Assert.Equal(expected, new Party(name, null).IsReached(Bar(organisations: ["Acme"]), Registry("")));

    [Theory]
    [InlineData("FR", true)]
    [InlineData("DE", true)]
    [InlineData("US", false)]
    [InlineData(null, null)]
    public void By_place(string? region, bool? expected) => Assert.Equal(expected, new Party(null, region).IsReached(Bar(regions: ["DE", "EU"]), Registry("")));

    [Theory]
    [InlineData("50", false)]
    [InlineData("50.01", true)]
    [InlineData("100", true)]
    [InlineData(null, null)]
    public void By_its_owner_who_has_to_hold_more_than_half(string? share, bool? expected) =>
        Assert.Equal(expected, new Party("sub", null).IsReached(Bar(organisations: ["acme"]), Registry(Owned("sub", ("acme", share)))));

    [Fact]
    public void The_shares_of_several_who_are_barred_count_together()
    {
        var registry = Registry(Owned("sub", ("one", "30"), ("two", "30"), ("three", "40")));
        Assert.True(new Party("sub", null).IsReached(Bar(organisations: ["one", "two"]), registry));
        Assert.False(new Party("sub", null).IsReached(Bar(organisations: ["three"]), registry));
    }

    [Fact]
    public void Whoever_is_owned_by_more_than_half_counts_whole_as_an_owner_and_a_smaller_share_as_what_it_comes_to()
    {
        // 60 % of 60 % is 36 %, but the middle one is owned by more than half and acts as its owner does.
        Assert.True(Reaches("""60 60"""));
        Assert.False(Reaches("50 100"));
        Assert.False(Reaches("40 100"));
        Assert.False(Reaches("60 50"));
        Assert.False(Reaches("100 40"));

        // 40 % of what is wholly its own adds up with 20 % that it holds itself.
        var registry = Registry(Owned("sub", ("middle", "80"), ("acme", "20")) + Owned("middle", ("acme", "40")));
        Assert.True(new Party("sub", null).IsReached(Bar(organisations: ["acme"]), registry));

        static bool? Reaches(string shares) => new Party("sub", null).IsReached(
            Bar(organisations: ["acme"]), Registry(Owned("sub", ("middle", shares.Split(' ')[1])) + Owned("middle", ("acme", shares.Split(' ')[0]))));
    }

    [Fact]
    public void Organisations_that_own_each_other_come_to_an_end()
    {
        var registry = Registry(Owned("a", ("b", "60"), ("acme", "40")) + Owned("b", ("a", "60"), ("acme", "40")));
        Assert.True(new Party("a", null).IsReached(Bar(organisations: ["acme"]), registry));
        Assert.False(new Party("a", null).IsReached(Bar(organisations: ["other"]), registry));
    }

    [Theory]
    [InlineData("CN", true)]
    [InlineData("US", false)]
    [InlineData(null, null)]
    public void By_the_place_of_its_owners(string? region, bool? expected)
    {
        var owner = $"organisation: owner\nversion: \"1\"\n{(region is null ? "" : $"region: {region}\n")}";
        var registry = Registry(Owned("sub", ("owner", "51")) + "---\n" + owner);
        Assert.Equal(expected, new Party("sub", null).IsReached(Bar(ownedFrom: ["CN"]), registry));
    }

    [Fact]
    public void Where_it_is_itself_does_not_make_it_owned_from_there()
    {
        var registry = Registry("organisation: sub\nversion: \"1\"\nregion: CN\n");
        Assert.False(new Party("sub", "CN").IsReached(Bar(ownedFrom: ["CN"]), registry));
        Assert.Null(new Party(null, "CN").IsReached(Bar(ownedFrom: ["CN"]), registry));
    }

    [Fact]
    public void Of_several_ways_in_which_a_bar_may_reach_somebody_one_is_enough_and_what_is_unknown_stays_so()
    {
        var registry = Registry("");
        var bar = Bar(organisations: ["acme"], regions: ["FR"]);
        Assert.True(new Party("acme", null).IsReached(bar, registry));
        Assert.True(new Party(null, "FR").IsReached(bar, registry));
        Assert.Null(new Party("other", null).IsReached(bar, registry));
        Assert.Null(new Party(null, "US").IsReached(bar, registry));
        Assert.False(new Party("other", "US").IsReached(bar, registry));
    }

    private static RegistrySnapshot Registry(string yaml) => (yaml.Length == 0 ? new World() : new World().With(yaml)).Registry;

    private static string Owned(string name, params (string Owner, string? Share)[] owners) =>
        $"---\norganisation: {name}\nversion: \"1\"\nowners:\n"
            + string.Concat(owners.Select(o => $"  - organisation: {o.Owner}\n{(o.Share is null ? "" : $"    share: {o.Share}\n")}"));

    private static AccessFact Bar(string[]? organisations = null, string[]? regions = null, string[]? ownedFrom = null) =>
        new(organisations ?? [], regions ?? [], [], World.Day("2025-01-01"), null, "section 1", "It is barred.") { OwnedFrom = ownedFrom ?? [] };
}
