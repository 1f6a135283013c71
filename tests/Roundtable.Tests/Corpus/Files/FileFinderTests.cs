using Roundtable.Corpus.Files;
using Roundtable.Corpus.Plans;

namespace Roundtable.Tests.Corpus.Files;

/// <summary>Which files of a folder belong to a corpus.</summary>
public sealed class FileFinderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Links_are_not_followed_and_what_is_not_read_is_reported()
    {
        File.WriteAllText(In("a.jsonl"), "{\"text\":\"a\"}\n");
        File.WriteAllText(In("b.bin"), "x");
        File.WriteAllText(In("c.txt"), "");
        File.WriteAllBytes(In("d.jsonl"), [0xFF, 0xFE, 0x7B, 0]);
        Directory.CreateSymbolicLink(In("out"), "/etc");
        File.CreateSymbolicLink(In("link.jsonl"), "/etc/passwd");
        var plan = ScanPlan.Make(FileFinder.Find([_folder.FullName]), new ScanSettings(), TestContext.Current.CancellationToken);
        Assert.Equal("a.jsonl", Path.GetFileName(Assert.Single(plan.Files).File.Name));

        // Parts of the plan's fingerprint: with other words a scan that has begun could not be resumed.
        Assert.Equal(
            [
                "b.bin: not a format that is read", "c.txt: empty", "d.jsonl: UTF-16: convert it to UTF-8", "link.jsonl: a symbolic link: not followed",
                "out: a symbolic link: not followed",
            ],
            plan.Skipped.Select(s => $"{Path.GetFileName(s.Name)}: {s.Reason}"));
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
