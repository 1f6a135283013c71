using System.Text;
using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Storage;
using Roundtable.Tests.Deliberation.Transcripts;
using Roundtable.Workspace;
using Roundtable.Workspace.Imports;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Workspace.Imports;

public sealed class ImportServiceTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly WorkspaceContext _workspace;

    public ImportServiceTests() =>
        _workspace = new WorkspaceContext(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_page_that_is_read_otherwise_now_gets_a_new_session_and_keeps_the_old_one()
    {
        await using var log = await LogAccess.OpenAsync(_workspace, Cancellation);
        var service = new ImportService(_workspace);
        var page = HonestPages.All["debate"].Text();
        var first = await service.KeepAsync(await SourceAsync(page), log, Cancellation);
        Assert.Equal(ImportStatus.Imported, first.Status);
        Assert.Equal(ImportStatus.Known, (await service.KeepAsync(await SourceAsync(page), log, Cancellation)).Status);

        // As an earlier version left it: the same ballots, and a finding that is none.
        var store = new SessionStore(_data.FullName, TimeProvider.System);
        store.WriteFile(first.Sessions[0].Id, SessionJson.Write(first.Sessions[0] with { Claims = null, Discrepancies = ["The page lies."] }));
        var anew = await service.KeepAsync(await SourceAsync(page), log, Cancellation);
        Assert.Equal(ImportStatus.ReadAnew, anew.Status);
        Assert.Empty(anew.Sessions[0].Discrepancies!);
        Assert.Equal(2, store.List().Count());
        Assert.Equal(first.Sessions[0].Rounds[0].Ballots[0].Receipt, anew.Sessions[0].Rounds[0].Ballots[0].Receipt);
    }

    [Fact]
    public async Task Deleting_erases_the_page_unless_another_session_rests_on_it()
    {
        var store = new SessionStore(_data.FullName, TimeProvider.System);
        await using (var log = await LogAccess.OpenAsync(_workspace, Cancellation))
        {
            var service = new ImportService(_workspace);
            var source = await SourceAsync(HonestPages.All["poll"].Text() + "\n" + HonestPages.All["open debate"].Text());
            var both = await service.KeepAsync(source, log, Cancellation);
            Assert.Equal(2, both.Sessions.Count);
            await Erasure.EraseAsync(log, store, both.Sessions[0].Id, TimeProvider.System, Cancellation);
            Assert.NotNull(await log.ContentAsync(source.Digest, Cancellation));
            await Erasure.EraseAsync(log, store, both.Sessions[1].Id, TimeProvider.System, Cancellation);
            Assert.Null(await log.ContentAsync(source.Digest, Cancellation));

            // Imported again it is on the record again.
            var again = await service.KeepAsync(source, log, Cancellation);
            Assert.Equal(ImportStatus.Imported, again.Status);
            Assert.NotNull(await log.ContentAsync(source.Digest, Cancellation));
        }

        await using var read = await RecordLog.OpenReadOnlyAsync(_data.FullName, Cancellation);
        Assert.True(read.Size > 0);
    }

    [Theory]
    [InlineData("{\"stage1\":[{\"model\":\"a\",\"content\":\"x\"},{\"model\":\"b\",\"content\":\"y\"}],\"stage2\":[{\"model\":\"a\",\"ranking\":\"FINAL RANKING:\\n1. Response B\\n2. Response A\",\"parsed_ranking\":[\"B\",\"A\"]}]}", "b")]
    [InlineData("{\"question\":\"Q?\",\"stages\":{\"stage1\":[{\"model\":\"a\",\"response\":\"x\"},{\"model\":\"b\",\"response\":\"y\"}],\"stage2\":[{\"model\":\"a\",\"ranking\":\"FINAL RANKING:\\n1. Response A\\n2. Response B\"}]}}", "a")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"Q?\"},{\"role\":\"assistant\",\"stage1\":[{\"model\":\"a\",\"response\":\"x\"},{\"model\":\"b\",\"response\":\"y\"}],\"stage2\":[{\"model\":\"a\",\"ranking\":\"FINAL RANKING:\\n1. Response A\\n2. Response B\",\"parsed_ranking\":[\"Response A\",\"Response B\"]}],\"metadata\":{\"label_to_model\":{\"Response A\":\"b\",\"Response B\":\"a\"}}}]}", "b")]
    public async Task A_councils_labels_are_read_as_the_file_gives_them(string json, string first)
    {
        var result = new ImportService(_workspace).Check(await SourceAsync(json));
        var session = Assert.Single(result.Sessions);
        Assert.EndsWith(" by " + first, session.Verdict.Options[session.Verdict.Final.Leader!.Value], StringComparison.Ordinal);
        Assert.Empty(session.Discrepancies!);
    }

    private static Task<TranscriptSource> SourceAsync(string text) =>
        TranscriptSource.ReadAsync("test", new MemoryStream(Encoding.UTF8.GetBytes(text)), Cancellation);
}
