using Roundtable.Deliberation.Questions;
using Roundtable.Deliberation.Sessions;
using Roundtable.Deliberation.Verdicts;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Search;

/// <summary>A session that changed is found by what it says now, by nothing that it said before, and no other session's texts go with it.</summary>
public sealed class ChangedSessionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_index_says_what_the_files_say_after_any_order_of_changes(int seed)
    {
        using var workspace = new SampleWorkspace();
        var files = new SessionStore(workspace.Path);
        var random = new Random(seed);
        Dictionary<string, string> words = [];
        using var index = SessionIndex.InMemory();
        for (var step = 0; step < 40; step++)
        {
            var id = $"a{random.Next(6)}";
            if (words.ContainsKey(id) && random.Next(4) == 0)
            {
                words.Remove(id);
                files.Delete(id);
            }
            else
            {
                words[id] = $"wharf{step:D2}q";
                var session = SampleSessions.ClosedDebate() with { Id = id, Question = new Question($"Should {words[id]} be built?{new string('!', step)}", ["Yes", "No"], []) };
                files.WriteFile(id, SessionDocumentJson.Write(session));
            }

            if (random.Next(3) > 0)
            {
                index.CatchUp(files, () => null, null, Cancellation);
            }
        }

        index.CatchUp(files, () => null, null, Cancellation);
        Assert.Equal(words.Count, index.Count());
        for (var step = 0; step < 40; step++)
        {
            var found = index.Find(SessionFilter.Parse($"wharf{step:D2}q", null, null, null), -1).Rows.Select(r => r.Line.Id);
            Assert.Equal(words.Where(w => w.Value == $"wharf{step:D2}q").Select(w => w.Key), found);
        }

        // The arguments are every session's, once each.
        var argued = index.Find(SessionFilter.Parse("should", null, null, null), -1);
        Assert.Equal(words.Keys.Order(StringComparer.Ordinal), argued.Rows.Select(r => r.Line.Id).Order(StringComparer.Ordinal));

        // And what their models chose blind is each session's, once.
        var shared = index.SharedItems();
        Assert.Equal(words.Count, shared.Count);
        Assert.All(shared, i => Assert.Equal("2: model-1 0, model-2 1, model-3 0", Told(i)));
    }

    [Fact]
    public void What_verdicts_are_measured_on_are_the_sessions_that_say_something_of_independence()
    {
        using var workspace = new SampleWorkspace();
        var files = new SessionStore(workspace.Path);
        var closed = SampleSessions.ClosedDebate();
        Session[] sessions =
        [
            closed,
            closed with { Id = "simulated", Simulated = true },
            SampleSessions.Open("open"),
            closed with { Id = "onemodel", Panel = [.. closed.Panel.Select(s => s with { Model = s.Model with { Name = $"route-{s.Number}/same:free" } })] },
        ];
        Array.ForEach(sessions, s => files.WriteFile(s.Id, SessionDocumentJson.Write(s)));
        using var index = SessionIndex.InMemory();
        index.CatchUp(files, () => null, null, Cancellation);
        Assert.Equal(sessions.Length, index.Count());
        Assert.Equal("2: model-1 0, model-2 1, model-3 0", Told(Assert.Single(index.SharedItems())));
    }

    private static string Told(SharedItem item) =>
        $"{item.Options}: {string.Join(", ", item.Choices.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"))}";
}
