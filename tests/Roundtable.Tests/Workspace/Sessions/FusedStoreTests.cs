using System.Text.Json;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Search;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Sessions;

/// <summary>Fused sessions among the files, on the log and in the index: kept, found, listed, restored and erased like the others.</summary>
public sealed class FusedStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_kept_and_found_beside_votes_and_comes_back_from_the_log_byte_for_byte()
    {
        using var workspace = new SampleWorkspace();
        var (vote, fused) = (SampleSessions.ClosedDebate(), SampleFused.Moderated());
        await workspace.SaveAsync(vote, fused);
        var store = new SessionStore(workspace.Path);
        Assert.IsType<FusedSession>(store.Find("last"));
        Assert.IsType<Session>(store.Find(vote.Id));
        var bytes = await File.ReadAllBytesAsync(store.PathOf(fused.Id), Cancellation);
        Assert.Equal(SessionDocumentJson.Write(fused), bytes);

        File.Delete(store.PathOf(fused.Id));
        var rebuilt = await new Reindexing(workspace.Context).RunAsync(null, Cancellation);
        Assert.Equal([fused.Id], rebuilt.Restored);
        Assert.Equal(2, rebuilt.Sessions);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(store.PathOf(fused.Id), Cancellation));
    }

    [Fact]
    public void A_null_that_seats_gave_stays_a_value_and_a_field_that_was_left_out_stays_absent()
    {
        var (nothing, fused) = (JsonElement.Parse("null"), SampleFused.Fields());
        var session = fused with
        {
            Answers = [.. fused.Answers.Select(a => new Answer(a.Seat, a.Kind, "null", SampleFused.Unlogged("null")) { Value = nothing })],
            Fields = new FusedFields(
                nothing, [new FieldResult("", FieldRule.Vote, nothing, [1, 2], [new(nothing, [1, 2]), new(null, [3])])], []),
        };
        var read = Assert.IsType<FusedSession>(SessionDocumentJson.Read(SessionDocumentJson.Write(session)));
        var field = read.Fields!.Fields[0];
        JsonElement?[] values = [read.Fields.Value, field.Value, field.Values[0].Value, field.Values[1].Value];
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Null, null], values.Select(v => v?.ValueKind));
        Assert.All(read.Answers, a => Assert.Equal(JsonValueKind.Null, a.Value?.ValueKind));
        Assert.Equal("null", read.Text(withSupport: false));
    }

    [Fact]
    public async Task A_document_of_a_newer_format_is_refused_and_stays_as_it_is()
    {
        using var workspace = new SampleWorkspace();
        await workspace.SaveAsync(SampleFused.Moderated());
        var store = new SessionStore(workspace.Path);
        var path = store.PathOf(SampleFused.Id);
        var newer = (await File.ReadAllTextAsync(path, Cancellation)).Replace("\"format\":3,", "\"format\":4,", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, newer, Cancellation);
        Assert.Contains("Format 4 is not supported", Assert.Throws<WorkspaceException>(() => store.Find(SampleFused.Id)).Message, StringComparison.Ordinal);
        var rebuilt = await new Reindexing(workspace.Context).RunAsync(null, Cancellation);
        Assert.Equal([SampleFused.Id], rebuilt.Newer);
        Assert.Equal(newer, await File.ReadAllTextAsync(path, Cancellation));
    }

    [Fact]
    public async Task The_log_names_every_answer_review_and_draft_as_an_input_of_the_closed_session()
    {
        using var workspace = new SampleWorkspace();
        await using var log = await workspace.OpenLogAsync();
        var session = SampleFused.BestReviewed(SampleFused.Logged(log, _ => new Producer("lab", "lab/model", null)));
        await new SessionStore(workspace.Path).SaveAsync(log, session, Cancellation);
        var closed = (await log.ReadAsync(0, Cancellation).LastAsync(Cancellation)).Leaf;
        Assert.Equal(LeafKind.SessionClosed, closed.Kind);
        Assert.Equal([.. SpokenText.Of(session).Select(s => s.Receipt.Leaf).Order()], closed.Inputs);
        Assert.Equal(6, closed.Inputs.Count);
    }

    [Fact]
    public async Task Erasing_it_erases_what_was_said_and_the_file_and_leaves_others_alone()
    {
        using var workspace = new SampleWorkspace();
        await workspace.SaveAsync(SampleSessions.ClosedDebate());
        await using var log = await workspace.OpenLogAsync();
        var store = new SessionStore(workspace.Path, workspace.Time);
        var session = SampleFused.Moderated(SampleFused.Logged(log, _ => new Producer("lab", "lab/model", null)));
        await store.SaveAsync(log, session, Cancellation);
        Assert.True(await Erasure.EraseAsync(log, store, session.Id, workspace.Time, Cancellation) >= 6);
        Assert.False(store.Exists(session.Id));
        Assert.All(session.Answers, a => Assert.Null(log.ContentAsync(a.Receipt.Output, Cancellation).AsTask().GetAwaiter().GetResult()));
        Assert.IsType<Session>(store.Find("last"));
    }

    [Fact]
    public async Task Words_of_the_answer_are_found_and_the_list_tells_its_kind_from_one_value()
    {
        using var workspace = new SampleWorkspace();
        await workspace.SaveAsync(SampleSessions.ClosedDebate(), SampleFused.Moderated());
        var sessions = new SessionLibrary(workspace.Context);
        async Task<string?> WhereAsync(string words) => (await sessions.FindAsync(SessionFilter.Holding(words), 9, Cancellation)).Rows.SingleOrDefault().Hit?.Where;
        Assert.Equal("answer", await WhereAsync("\"keep tenants apart\""));
        Assert.Equal("s3", await WhereAsync("nightly"));
        Assert.Null(await WhereAsync("nonesuch"));

        var rows = (await sessions.FindAsync(new SessionFilter(null, null, null, null, 0), 9, Cancellation)).Rows;
        var json = rows.Select(r => SessionListJson.Of(r.Line)).ToDictionary(j => (string)j["id"]!, StringComparer.Ordinal);
        var fused = json[SampleFused.Id];
        Assert.Equal(
            ("answer", "Answer from 3 of 4 seats, 1 disputed point; 1 absent", 3, 4, 1, null),
            ((string)fused["kind"]!, (string)fused["headline"]!, (int)fused["answers"]!, (int)fused["seats"]!, (int)fused["disputed"]!, (string?)fused["label"]));
        Assert.Equal(
            ["id", "opened", "question", "headline", "seats", "models", "simulated", "label", "votes"], json[SampleSessions.ClosedDebate().Id].Select(m => m.Key));
        Assert.Single((await sessions.FindAsync(SessionFilter.Parse(null, "unanimous", null, null), 9, Cancellation)).Rows);
    }

    [Fact]
    public void What_is_done_with_votes_alone_says_so_in_one_sentence()
    {
        var error = Assert.Throws<WorkspaceException>(() => VotesOnly.Of(SampleFused.Moderated(), "regrouped"));
        Assert.Equal($"Session {SampleFused.Id} was answered in full: nobody voted in it, so that nothing can be regrouped.", error.Message);
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }
}
