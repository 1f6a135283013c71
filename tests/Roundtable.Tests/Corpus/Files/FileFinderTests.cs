using Roundtable.Corpus.Files;
using Roundtable.Corpus.Plans;

namespace Roundtable.Tests.Corpus.Files;

/// <summary>Which files of a folder belong to a corpus.</summary>
public sealed class FileFinderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    public void Dispose()
    {
        // .NET cannot delete files whose names are not UTF-8.
        using var remove = System.Diagnostics.Process.Start("rm", ["-rf", _folder.FullName]);
        remove.WaitForExit();
    }

    [Fact]
    public void Links_that_leave_the_folder_are_not_followed_and_what_is_not_read_is_reported()
    {
        File.WriteAllText(In("a.jsonl"), "{\"text\":\"a\"}\n");
        File.WriteAllText(In("b.bin"), "x");
        File.WriteAllText(In("c.txt"), "");
        File.WriteAllBytes(In("d.jsonl"), [0xFF, 0xFE, 0x7B, 0]);
        Directory.CreateSymbolicLink(In("out"), "/etc");
        File.CreateSymbolicLink(In("link.jsonl"), "/etc/passwd");
        var plan = ScanPlan.Make(FileFinder.Find([_folder.FullName]), new ScanSettings(), TestContext.Current.CancellationToken);
        Assert.Equal(["a.jsonl", "d.jsonl"], plan.Files.Select(f => Path.GetFileName(f.File.Name)));

        // Parts of the plan's fingerprint: with other words a scan that has begun could not be resumed.
        Assert.Equal(
            [
                "b.bin: not a format that is read", "c.txt: empty", "link.jsonl: a symbolic link: not followed",
                "out: a symbolic link: not followed",
            ],
            plan.Skipped.Select(s => $"{Path.GetFileName(s.Name)}: {s.Reason}"));
    }

    [Fact]
    public void Links_that_stay_inside_are_followed_and_a_file_that_is_given_three_ways_is_read_once()
    {
        var inner = Directory.CreateDirectory(In("inner")).FullName;
        File.WriteAllText(Path.Combine(inner, "a.jsonl"), "{\"text\":\"a\"}\n");
        File.CreateSymbolicLink(In("z.jsonl"), "inner/a.jsonl");
        Directory.CreateSymbolicLink(Path.Combine(inner, "round"), "..");
        var plan = Plan(In("inner/a.jsonl"), _folder.FullName, Path.GetRelativePath(Directory.GetCurrentDirectory(), inner));
        Assert.Equal("a.jsonl", Path.GetFileName(Assert.Single(plan.Files).File.Name));
        Assert.Contains(plan.Skipped, s => s.Name.EndsWith("/z.jsonl", StringComparison.Ordinal) && s.Reason.StartsWith("the same file as", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Skipped, s => s.IsLost);
    }

    [Fact]
    public void A_snapshot_of_the_hub_is_read_through_its_links()
    {
        var repository = Directory.CreateDirectory(In("datasets--org--name")).FullName;
        Directory.CreateDirectory(Path.Combine(repository, "blobs"));
        var snapshot = Directory.CreateDirectory(Path.Combine(repository, "snapshots", "0123abc")).FullName;
        File.WriteAllText(Path.Combine(repository, "blobs", "d131dd02c5e6eec4"), "{\"text\":\"a\"}\n");
        File.CreateSymbolicLink(Path.Combine(snapshot, "train.jsonl"), "../../blobs/d131dd02c5e6eec4");
        Assert.Equal("train.jsonl", Path.GetFileName(Assert.Single(Plan(snapshot).Files).File.Name));
    }

    [Fact]
    public void A_name_that_is_not_utf8_is_read_and_shown()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere names are Unicode.");
        var start = new System.Diagnostics.ProcessStartInfo("sh", ["-c", "printf '{\"text\":\"a\"}\\n' > \"$(printf 'caf\\351.jsonl')\""]) { WorkingDirectory = _folder.FullName };
        using (var touch = System.Diagnostics.Process.Start(start)!)
        {
            touch.WaitForExit();
        }

        var plan = Plan(_folder.FullName);
        var file = Assert.Single(plan.Files).File;
        Assert.Equal("caf\\xE9.jsonl", Path.GetFileName(file.Name));
        Assert.True(ScanPlan.IsSame(plan.Files[0]));
        using var reader = new StreamReader(file.Open());
        Assert.Equal("{\"text\":\"a\"}\n", reader.ReadToEnd());
    }

    private static ScanPlan Plan(params string[] paths) => ScanPlan.Make(FileFinder.Find(paths), new ScanSettings(), TestContext.Current.CancellationToken);

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
