using Roundtable.Models.Batches;
using Roundtable.Models.Providers;
using Roundtable.Record.Files;

namespace Roundtable.Tests.Models.Batches;

public sealed class BatchJournalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_that_a_crash_cut_is_truncated_and_what_is_before_it_counts()
    {
        await using var run = await BatchRun.StartAsync(ApiKind.OpenAI, 5, new BatchMischief());
        await run.RunAsync(Cancellation);
        var path = Path.Combine(run.Directory, BatchJournal.FileName);
        var whole = await File.ReadAllTextAsync(path, Cancellation);
        await File.AppendAllTextAsync(path, """{"kind":"inten""", Cancellation);
        Assert.Equal(BatchPhase.Fetched, Assert.Single(BatchJournal.Read(run.Directory)).Phase);
        BatchJournal.Open(run.Directory).Dispose();
        Assert.Equal(whole, await File.ReadAllTextAsync(path, Cancellation));
    }

    [Fact]
    public void A_newer_version_is_refused_and_left_alone()
    {
        var directory = Directory.CreateTempSubdirectory("roundtable-batches-");
        var path = Path.Combine(directory.FullName, BatchJournal.FileName);
        File.WriteAllText(path, "roundtable/batches/v2\nwhatever");
        Assert.Throws<NewerFormatException>(() => BatchJournal.Read(directory.FullName));
        Assert.Throws<NewerFormatException>(() => BatchJournal.Open(directory.FullName));
        Assert.Equal("roundtable/batches/v2\nwhatever", File.ReadAllText(path));
        directory.Delete(recursive: true);
    }

    [Fact]
    public void A_damaged_line_is_told_and_nothing_is_submitted_in_doubt()
    {
        var directory = Directory.CreateTempSubdirectory("roundtable-batches-");
        File.WriteAllText(Path.Combine(directory.FullName, BatchJournal.FileName), "roundtable/batches/v1\nnot JSON\n");
        Assert.Contains("damaged in line 2", Assert.Throws<InvalidDataException>(() => BatchJournal.Open(directory.FullName)).Message, StringComparison.Ordinal);
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_submitted_is_on_record_before_the_upload()
    {
        await using var run = await BatchRun.StartAsync(ApiKind.OpenAI, 5, new BatchMischief());
        List<BatchPhase?> seen = [];
        run.Provider.Hangs = (path, after) =>
        {
            if (!after && path == "POST /v1/files")
            {
                seen.Add(BatchJournal.Read(run.Directory) is [var state] ? state.Phase : null);
            }

            return false;
        };
        await run.RunAsync(Cancellation);
        Assert.Equal([BatchPhase.Uncertain], seen);
    }
}
