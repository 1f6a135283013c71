using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Scanning;
using Roundtable.Record.Files;
using Roundtable.Workspace;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Tests.Workspace.Scanning;

/// <summary>Folders of scans that other versions of the program made.</summary>
public sealed class ScanFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Report => Path.Combine(_folder.FullName, "report");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("plan.json", "{\"format\":\"roundtable-scan-plan/3\",\"files\":7}")]
    [InlineData("report.json", "{\n  \"format\": \"roundtable-scan-report/4\"\n}")]
    public void What_a_newer_version_wrote_is_refused_and_not_even_replaced_by_force(string name, string newer)
    {
        var folder = ScanFolder.Open(Report, Plan("a.jsonl"), replace: false);
        File.WriteAllText(Path.Combine(Report, name), newer);
        var before = Files();
        Assert.Throws<NewerFormatException>(() => ScanFolder.Open(Report, Plan("a.jsonl"), replace: false));
        Assert.Throws<NewerFormatException>(() => ScanFolder.Open(Report, Plan("b.jsonl"), replace: true));
        Assert.Throws<NewerFormatException>(() => ScanFolder.Existing(Report));
        if (name == "plan.json")
        {
            Assert.Throws<NewerFormatException>(() => ScanFolder.Begun(Report));
        }
        else
        {
            Assert.Throws<NewerFormatException>(() => folder.Finished());
        }

        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_folder_that_is_made_for_a_report_is_its_owners()
    {
        ScanFolder.Open(Report, Plan("a.jsonl"), replace: false);
        Assert.True(OperatingSystem.IsWindows()
            || File.GetUnixFileMode(Report) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Fact]
    public void A_scan_that_began_before_plans_had_a_version_goes_on_to_the_same_report()
    {
        var plan = Plan("a.jsonl");
        var whole = Path.Combine(_folder.FullName, "whole");
        Finish(ScanFolder.Open(whole, plan, replace: false), plan);

        ScanFolder.Open(Report, plan, replace: false);
        new CorpusScan(plan, Report).Label(new Shard(0, 2), RowKnowledge.None, 1, null, Cancellation);
        var file = Path.Combine(Report, ScanPlanFile.Name);
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"format\":\"roundtable-scan-plan/2\",", "", StringComparison.Ordinal));
        Assert.Equal(plan.Fingerprint(), ScanFolder.Begun(Report)!.Fingerprint());
        Finish(ScanFolder.Open(Report, plan, replace: false), plan);
        foreach (var name in (string[])[ScanReportFile.Name, CorpusScan.RowsFile, CorpusScan.RejectedFile])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, name)), File.ReadAllBytes(Path.Combine(Report, name)));
        }

        Assert.Equal(4, ScanFolder.Existing(Report).Folder.Finished()!.Rows);
    }

    [Fact]
    public void A_damaged_plan_or_report_is_said_to_be_damaged()
    {
        var folder = ScanFolder.Open(Report, Plan("a.jsonl"), replace: false);
        File.WriteAllText(Path.Combine(Report, ScanReportFile.Name), "{");
        Assert.Equal(ErrorKind.BadData, Assert.Throws<WorkspaceException>(() => folder.Finished()).Kind);
        File.WriteAllText(Path.Combine(Report, ScanPlanFile.Name), "{");
        Assert.Equal(ErrorKind.BadData, Assert.Throws<WorkspaceException>(() => ScanFolder.Existing(Report)).Kind);
    }

    private static void Finish(ScanFolder folder, ScanPlan plan)
    {
        var scan = new CorpusScan(plan, folder.Path);
        scan.Label(Shard.Whole, RowKnowledge.None, 1, null, Cancellation);
        folder.Write(ScanReportFile.Name, System.Text.Json.JsonSerializer.Serialize(scan.Finish(new byte[32], null, Cancellation), RowJson.Default.ScanReport));
        folder.RemoveWork();
    }

    private ScanPlan Plan(string name)
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder.FullName, "data"));
        var path = Path.Combine(data.FullName, name);
        File.WriteAllText(path, "{\"text\":\"one\"}\n{\"text\":\"two\",\"model\":\"gpt-4\"}\nbroken\n{\"text\":\"one\"}\n");
        return ScanPlan.Make(FileFinder.Find([path]), new ScanSettings { Sizes = new(20, 1 << 20) }, Cancellation);
    }

    private string[] Files() =>
        [.. Directory.EnumerateFiles(Report, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => Path.GetFileName(f) + File.ReadAllText(f))];
}
