using Roundtable.Deliberation.Sessions;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Sessions;

namespace Roundtable.Tests.Web.Hosting;

public sealed class UnfinishedFilesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_erasure_that_a_kill_cut_short_is_told_and_finished_and_a_file_that_it_kept_from_being_written_is_written_by_the_next_start()
    {
        const string said = "Consent was never asked for";
        var data = Directory.CreateTempSubdirectory("roundtable-web-");
        var store = new SessionStore(data.FullName);
        string[] ids = ["first000000000", "second00000000", "third000000000"];
        await using (var log = await RecordLog.OpenAsync(data.FullName, TimeProvider.System, Cancellation))
        {
            foreach (var id in ids)
            {
                await store.SaveAsync(log, SampleSessions.ClosedDebate(id), Cancellation);
            }

            var document = "[]"u8.ToArray();
            await log.AppendAsync(new Leaf { Kind = LeafKind.Deletion, Time = DateTimeOffset.UnixEpoch, Session = ids[0], Document = Digest.Of(document) }, [document], Cancellation);
            var finding = Assert.Single(ClosedSessions.Check(log.Store, store, Cancellation));
            Assert.Equal((store.PathOf(ids[0]), false), (finding.File, finding.IsDamage));
            Assert.Contains($"'roundtable sessions delete {ids[0]}' finishes it", finding.Problem, StringComparison.Ordinal);
            File.Delete(store.PathOf(ids[2])); // as if the process had ended before it was written
        }

        await using var site = await RunningSite.StartAsync(data: data, cancellation: Cancellation);
        while (store.Exists(ids[0]) || !store.Exists(ids[2]))
        {
            await Task.Delay(5, Cancellation);
        }

        Assert.True(store.Exists(ids[1]));
        Assert.Equal(SessionJson.Write(SampleSessions.ClosedDebate(ids[2])), await File.ReadAllBytesAsync(store.PathOf(ids[2]), Cancellation));
        Assert.Contains(said, await File.ReadAllTextAsync(store.PathOf(ids[1]), Cancellation), StringComparison.Ordinal);
    }
}
