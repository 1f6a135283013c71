using Roundtable.Deliberation.Verdicts;
using Roundtable.Record.Wording;
using Roundtable.Workspace;
using Roundtable.Workspace.Search;

namespace Roundtable.Tests.Workspace.Search;

public sealed class SessionFilterTests
{
    [Fact]
    public void What_is_not_given_does_not_filter()
    {
        Assert.True(SessionFilter.Parse(null, null, null, null).IsEmpty);
        Assert.True(SessionFilter.Parse(" ", "", "\t", "").IsEmpty);
        Assert.Equal(new SessionFilter("two words", TallyLabel.Tie, "claude", new DateOnly(2026, 2, 28), 30), SessionFilter.Parse(" two words", "Tie", "claude ", "2026-02-28", 30));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\"\"")]
    public void A_search_needs_a_word(string words)
    {
        Assert.Equal("words", Assert.Throws<WorkspaceException>(() => SessionFilter.Holding(words)).Field);
        Assert.Equal("ship", SessionFilter.Holding("ship").Words);
    }

    [Fact]
    public void Every_label_is_read_by_its_name() =>
        Assert.All(Enum.GetValues<TallyLabel>(), label => Assert.Equal(label, SessionFilter.Parse(null, Kebab.Name(label), null, null).Label));

    [Theory]
    [InlineData("words", "?!", null, null, 0)]
    [InlineData("label", null, "nonesuch", null, 0)]
    [InlineData("label", null, "3", null, 0)]
    [InlineData("since", null, null, "2026-02-29", 0)]
    [InlineData("since", null, null, "yesterday", 0)]
    [InlineData("since", null, null, "2026-2-1", 0)]
    [InlineData("skip", null, null, null, -1)]
    public void What_cannot_be_meant_is_refused_by_its_name_and_filters_nothing_silently(string field, string? words, string? label, string? since, int skip)
    {
        var error = Assert.Throws<WorkspaceException>(() => SessionFilter.Parse(words, label, null, since, skip));
        Assert.Equal((ErrorKind.InvalidInput, field), (error.Kind, error.Field));
    }
}
