using Roundtable.Corpus.Files;
using Roundtable.Corpus.Plans;
using Roundtable.Record.Files;

namespace Roundtable.Tests.Corpus.Plans;

/// <summary>Plans on disk: those of every version are read, newer ones refused.</summary>
public sealed class ScanPlanFileTests : IDisposable
{
    // Written in November 2026, before plans named their format.
    private const string Unversioned =
        """
        {"files":[{"file":{"name":"data/a.jsonl","path":"/old/data/a.jsonl","format":"json-lines","packing":"none","length":153},"rows":{"format":"json-lines","plan":{"shape":"instruction","fields":[{"name":"prompt","role":"prompt"},{"name":"response","role":"response"},{"name":"model","role":"declared"},{"name":"source","role":"declared"}]},"columns":[],"delimiter":44,"textRows":"paragraph"},"probe":"8b2b084626856d26a86914619b71974ffa4380b3db3c9a46e71885a24658d013","declared":[]}],"skipped":[{"name":"data/b.bin","reason":"not a format that is read"}],"settings":{"textRows":"paragraph","fields":[],"sample":1,"duplicates":true,"similarity":0.7,"sizes":{"block":8388608,"longest":33554432,"giveUp":1073741824},"references":[],"attestations":[],"names":[{"name":"openai/gpt","entry":"model:openai/gpt@1","origin":"synthetic","model":"openai/gpt"},{"name":"openai/gsm8k","entry":"dataset:openai/gsm8k@2021-10-27","origin":"human"}],"declared":{}},"phrases":"2026-11-21","score":"2026-11-21","signatures":"2"}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private string File => Path.Combine(_folder.FullName, ScanPlanFile.Name);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_plan_without_a_version_is_read_and_has_the_fingerprint_that_its_scan_committed_to()
    {
        System.IO.File.WriteAllText(File, Unversioned);
        var plan = ScanPlanFile.Read(File);
        Assert.Equal("ee509ac50fac1e2462e7f21295426ecd886e1450d31da75b3ee3818c0d551631", plan.Fingerprint().ToString());

        // Written again it names its format, and nothing else changes.
        ScanPlanFile.Write(File, plan);
        Assert.Equal("{\"format\":\"roundtable-scan-plan/2\"," + Unversioned.Trim()[1..], System.IO.File.ReadAllText(File));
        Assert.Equal(plan.Fingerprint(), ScanPlanFile.Read(File).Fingerprint());
    }

    [Fact]
    public void A_plan_of_a_newer_version_is_refused_whatever_else_it_holds()
    {
        System.IO.File.WriteAllText(File, "{\"format\":\"roundtable-scan-plan/3\",\"files\":\"elsewhere\"}");
        Assert.Throws<NewerFormatException>(() => ScanPlanFile.Read(File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"files\":[")]
    [InlineData("{\"format\":\"roundtable-scan-plan/1\"}")]
    [InlineData("{\"format\":\"roundtable-scan-report/1\"}")]
    public void A_damaged_plan_is_refused(string json)
    {
        System.IO.File.WriteAllText(File, json);
        Assert.Contains(File, Assert.Throws<InvalidDataException>(() => ScanPlanFile.Read(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_is_read_as_it_was_written()
    {
        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "a.csv"), "text,author\n\"A \"\"quoted\"\" <text> with ünïcode\",human\n");
        var plan = ScanPlan.Make(FileFinder.Find([_folder.FullName]), new ScanSettings { Sample = 0.25, Similarity = 0.55 }, TestContext.Current.CancellationToken);
        ScanPlanFile.Write(File, plan);
        Assert.Equal(plan.Fingerprint(), ScanPlanFile.Read(File).Fingerprint());
    }
}
