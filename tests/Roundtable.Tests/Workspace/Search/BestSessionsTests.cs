using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Sessions;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Search;

public sealed class BestSessionsTests
{
    [Fact]
    public void Where_few_places_have_the_words_they_are_those_of_the_list_and_where_many_do_the_newest_are_compared_and_that_is_said()
    {
        using var workspace = new SampleWorkspace();
        var files = new SessionStore(workspace.Path);
        for (var i = 0; i < 6; i++)
        {
            var session = SampleSessions.ClosedDebate() with { Id = $"a{i}", Question = new Question($"Should wharf {i} be built, or {(i == 4 ? "a quay" : "a pier")}?", ["Yes", "No"], []) };
            files.WriteFile(session.Id, SessionDocumentJson.Write(session));
        }

        using var index = SessionIndex.InMemory();
        Assert.Empty(index.CatchUp(files, () => null, null, TestContext.Current.CancellationToken));
        SessionFilter all = SessionFilter.Parse("wharf", null, null, null), one = SessionFilter.Parse("quay", null, null, null);

        var (rows, total, more) = index.Best(all, 10, places: 6);
        Assert.Equal(index.Find(all, 10).Rows.Select(r => r.Line.Id), rows.Select(r => r.Line.Id));
        Assert.Equal((6, false), (total, more));

        (rows, total, more) = index.Best(all, 10, places: 4);
        Assert.Equal(["a2", "a3", "a4", "a5"], rows.Select(r => r.Line.Id).Order(StringComparer.Ordinal));
        Assert.Equal((4, true), (total, more));

        // Rare words are found wherever they stand.
        (rows, total, more) = index.Best(one, 10, places: 1);
        Assert.Equal("a4", Assert.Single(rows).Line.Id);
        Assert.Equal((1, false), (total, more));
        Assert.Empty(index.Best(SessionFilter.Parse("nowhere", null, null, null), 10).Rows);
    }
}
