using Roundtable.Terms.Clauses;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;

namespace Roundtable.Tests.Terms.Rulings;

/// <summary>Which conditions are met by whoever asks, and which cannot be met together.</summary>
public sealed class ConditionCheckTests
{
    [Fact]
    public void Conditions_are_held_against_what_is_known_of_whoever_asks()
    {
        Assert.True(Kept(new Condition.NotBy("other")));
        Assert.False(Kept(new Condition.NotBy("ACME")));
        Assert.True(Kept(new Condition.UsersAtMost(10)));
        Assert.False(Kept(new Condition.UsersAtMost(9)));
        Assert.True(Kept(new Condition.RevenueAtMost(500)));
        Assert.False(Kept(new Condition.RevenueAtMost(499)));
        Assert.True(Kept(new Condition.NotIn("US")));
        Assert.False(Kept(new Condition.NotIn("EU")));
        Assert.Null(Kept(new Condition.Attribution("Lab")));
    }

    [Theory]
    [InlineData(Use.Deploy, "acme", "DE", false, false)]
    [InlineData(Use.Resell, "ACME", "FR", false, false)]
    [InlineData(Use.Deploy, "other", "US", true, true)]
    [InlineData(Use.Deploy, null, null, null, null)]
    [InlineData(Use.Publish, "acme", "DE", true, true)]
    [InlineData(Use.TrainOpen, null, null, true, true)]
    public void Whom_it_serves_counts_where_somebody_is_served(Use use, string? serves, string? region, bool? notServing, bool? notServedIn)
    {
        var intent = new Intent(use, World.Day("2026-01-01")) { Serves = serves, ServedIn = region };
        Assert.Equal(notServing, ConditionCheck.IsKept(new Condition.NotServing("acme"), intent));
        Assert.Equal(notServedIn, ConditionCheck.IsKept(new Condition.NotServedIn("EU"), intent));
    }

    [Fact]
    public void The_place_of_those_who_are_served_is_what_is_told_else_that_of_the_organisation()
    {
        var organisation = new OrganisationEntry { Id = new EntryId(EntryKind.Organisation, "acme", "1"), Region = "US" };
        bool? In(string? told, OrganisationEntry? served) => ConditionCheck.IsKept(
            new Condition.NotServedIn("EU"), new Intent(Use.Deploy, World.Day("2026-01-01")) { ServedIn = told, ServesOrganisation = served });
        Assert.True(In(null, organisation));
        Assert.False(In("DE", organisation));
        Assert.Null(In(null, null));
    }

    [Fact]
    public void What_is_not_known_of_whoever_asks_is_not_taken_for_met()
    {
        var nobody = new Intent(Use.Deploy, World.Day("2026-01-01"));
        Condition[] conditions = [new Condition.NotBy("x"), new Condition.UsersAtMost(1), new Condition.RevenueAtMost(1), new Condition.NotIn("EU")];
        Assert.All(conditions, c => Assert.Null(ConditionCheck.IsKept(c, nobody)));
    }

    [Fact]
    public void Conditions_that_exclude_each_other_are_found_in_either_order()
    {
        Conflict(true, new Condition.ShareAlike("ONE"), new Condition.ShareAlike("TWO"));
        Conflict(false, new Condition.ShareAlike("ONE"), new Condition.ShareAlike("one"));
        Conflict(true, new Condition.NamePrefix("Llama"), new Condition.NamePrefix("Gemma"));
        Conflict(false, new Condition.NamePrefix("Llama"), new Condition.NamePrefix("llama-3"));
        Conflict(true, new Condition.OnlyFor("research"), new Condition.NotFor("Research"));
        Conflict(false, new Condition.OnlyFor("research"), new Condition.NotFor("war"));
        Conflict(false, new Condition.OnlyFor("research"), new Condition.OnlyFor("teaching"));
        Conflict(false, new Condition.ShareAlike("ONE"), new Condition.NamePrefix("TWO"));
    }

    private static bool? Kept(Condition condition) => ConditionCheck.IsKept(condition, new Intent(Use.Deploy, World.Day("2026-01-01"))
    {
        As = "acme",
        Organisation = new OrganisationEntry { Id = new EntryId(EntryKind.Organisation, "acme", "1"), Users = 10, Revenue = 500, Region = "DE" },
    });

    private static void Conflict(bool expected, Condition one, Condition other)
    {
        var conflicts = new Conflicts(RegistrySnapshot.Of([]));
        Assert.Equal(expected, conflicts.Between(one, other) is not null);
        Assert.Equal(expected, conflicts.Between(other, one) is not null);
        Assert.Equal(expected ? 1 : 0, conflicts.Between([new Condition.Attribution("Lab"), one, other]).Count);
    }
}
