using Roundtable.Corpus.Scanning;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Checkpoints;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Workspace.Sets;
using Roundtable.Workspace.Disclosing;
using Roundtable.Workspace.Sets;

namespace Roundtable.Tests.Workspace.Disclosing;

/// <summary>Rows of an audit are read where they stand, and what is read counts only where it is what was committed to.</summary>
public sealed class RowPlacesTests : IDisposable
{
    private readonly SampleWorkspace _owner = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _owner.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_are_opened_where_they_stand_and_otherwise_by_reading_all_of_them(bool hasPlaces)
    {
        var report = await SampleDisclosures.ScanAsync(_owner.Context);
        var made = await new CommitService(_owner.Context).CommitAsync(report, In("commitment"), null, null, Cancellation);
        var places = Path.Combine(made.Folder, RowPlaces.FileName);
        Assert.Equal(16 + (30 * 32), new FileInfo(places).Length);
        if (hasPlaces)
        {
            // Whoever went through the labels would find none.
            File.WriteAllText(Path.Combine(report, CorpusScan.RowsFile), "");
        }
        else
        {
            File.Delete(places);
        }

        var (audit, result) = await AuditAsync(made, 7);
        Assert.Equal((7, 0), (audit.Rows.Count, result.WrongRows.Count));
    }

    [Fact]
    public async Task A_place_that_leads_elsewhere_is_not_believed()
    {
        var made = await new CommitService(_owner.Context).CommitAsync(await SampleDisclosures.ScanAsync(_owner.Context), In("commitment"), null, null, Cancellation);
        var places = await File.ReadAllBytesAsync(Path.Combine(made.Folder, RowPlaces.FileName), Cancellation);
        new Random(1).NextBytes(places.AsSpan(16));
        await File.WriteAllBytesAsync(Path.Combine(made.Folder, RowPlaces.FileName), places, Cancellation);
        var (audit, result) = await AuditAsync(made, 30);
        Assert.Equal((30, 0), (audit.Rows.Count, result.WrongRows.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_set_is_audited_in_either_of_its_formats(bool parquet)
    {
        for (var i = 0; i < 3; i++)
        {
            await SampleSets.SaveDebateAsync(_owner, $"01jd00000000000000000000a{i}", $"Is it so, {i}?", SampleSets.Open, SampleSets.Open, SampleSets.Open);
        }

        var set = await new SetService(_owner.Context).MakeAsync(SampleSets.Request(_owner, "pairs") with { Parquet = parquet }, Cancellation);
        var made = await new CommitService(_owner.Context).CommitAsync(set.Folder, In("commitment"), null, null, Cancellation);
        var (audit, result) = await AuditAsync(made, set.Manifest.Rows);
        Assert.Equal((set.Manifest.Rows, 0), ((long)audit.Rows.Count, result.WrongRows.Count));
    }

    private async Task<(VerifiedAudit Audit, AuditResult Result)> AuditAsync(MadeCommitment made, long draws)
    {
        var trust = new AuditTrust(VerifierKey.ParseList(await File.ReadAllTextAsync(In("log/keys"), Cancellation)), null);
        AuditorService.Ask(made.Proof, trust, new SampleRequest(draws, Unit.Rows, false, false, 0.05), "Ann", In("challenge"), In("nonce"));
        var owner = new AuditedService(_owner.Context);
        await owner.AcceptAsync(In("challenge"), In("accepted"), Cancellation);
        AuditorService.Reveal(In("accepted"), trust, In("nonce"), In("reveal"));
        await owner.OpenAsync(made.Folder, In("reveal"), In("audit.json"), Cancellation);
        return await new AuditorService(_owner.Context).JudgeAsync(In("audit.json"), trust, new RowJudging([]), Cancellation);
    }

    private string In(string name) => Path.Combine(_owner.Path, name);
}
