using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Sessions;

public sealed class SessionStoreTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-store-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task What_is_saved_is_on_the_log_and_in_its_file()
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, default);
        var store = new SessionStore(_data.FullName);
        var session = SampleSessions.ClosedDebate();
        await store.SaveAsync(log, session, default);

        var bytes = SessionJson.Write(session);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(store.PathOf(session.Id)));
        var leaves = new List<LoggedLeaf>();
        await foreach (var leaf in log.ReadAsync(0, default))
        {
            leaves.Add(leaf);
        }

        var closed = Assert.Single(leaves).Leaf;
        Assert.Equal(LeafKind.SessionClosed, closed.Kind);
        Assert.Equal(session.Id, closed.Session);
        Assert.Equal(bytes, await log.ContentAsync(closed.Document!.Value, default));
        Assert.Equal(bytes, SessionDocumentJson.Write(store.Find(session.Id)!));
        Assert.Empty(Directory.GetFiles(Path.Combine(_data.FullName, "sessions"), "*.new"));
    }

    [Fact]
    public void A_session_is_found_by_a_prefix_that_is_its_own()
    {
        var store = Filled("aa1", "aa2", "ab1", "ab");
        Assert.Equal("aa1", store.Find("aa1")!.Id);
        Assert.Equal("aa2", store.Find("AA2")!.Id);
        Assert.Equal("ab", store.Find("ab")!.Id);
        Assert.Equal("ab1", store.Find("last")!.Id);
        Assert.Null(store.Find("zz"));
        Assert.Null(store.Find(""));
        Assert.Null(store.Find("../sessions/aa1"));
        var error = Assert.Throws<WorkspaceException>(() => store.Find("aa"));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Contains("aa1, aa2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_sessions_nothing_is_found()
    {
        var store = new SessionStore(Path.Combine(_data.FullName, "none"));
        Assert.Null(store.Find("last"));
        Assert.Empty(store.List());
    }

    [Fact]
    public void A_damaged_file_is_listed_with_its_problem_and_hides_no_other()
    {
        var store = Filled("aa1", "aa2");
        File.WriteAllText(store.PathOf("aa1"), "{");
        File.Copy(store.PathOf("aa2"), store.PathOf("aa3"));
        var list = store.List().ToList();
        Assert.Equal(["aa1", "aa2", "aa3"], list.Select(s => s.Id));
        Assert.NotNull(list[0].Problem);
        Assert.NotNull(list[1].Session);
        Assert.Contains("aa2", list[2].Problem, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.BadData, Assert.Throws<WorkspaceException>(() => store.Find("aa1")).Kind);
    }

    [Fact]
    public void An_id_that_is_a_path_is_refused()
    {
        var store = new SessionStore(_data.FullName);
        Assert.Throws<ArgumentException>(() => store.PathOf("../x"));
        Assert.Throws<ArgumentException>(() => store.Delete(""));
    }

    [Fact]
    public void Delete_removes_the_file()
    {
        var store = Filled("aa1");
        store.Delete("aa1");
        store.Delete("aa1");
        Assert.Null(store.Find("aa1"));
    }

    private SessionStore Filled(params string[] ids)
    {
        var store = new SessionStore(_data.FullName);
        foreach (var id in ids)
        {
            store.WriteFile(id, SessionJson.Write(SampleSessions.Open(id)));
        }

        return store;
    }
}
