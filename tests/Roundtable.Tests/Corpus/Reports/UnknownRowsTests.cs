using System.Text;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Scanning;
using Roundtable.Tests.Corpus.Reading;

namespace Roundtable.Tests.Corpus.Reports;

/// <summary>What a report says of rows of unknown origin.</summary>
public sealed class UnknownRowsTests : RowFileTests
{
    [Fact]
    public void Rows_without_text_in_the_fields_that_are_read_are_reported()
    {
        var path = Path.Combine(Folder, "mixed.jsonl.gz");
        File.WriteAllBytes(path, Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"text":"a row with text"}""" + "\n", 1500)) + "{\"body\":\"x\"}\n{\"messages\":[]}\n")));
        var scan = new CorpusScan(ScanPlan.Make(FileFinder.Find([path]), new ScanSettings(), TestContext.Current.CancellationToken), Path.Combine(Folder, "out"));
        scan.Label(Shard.Whole, RowKnowledge.None, 1, null, TestContext.Current.CancellationToken);
        var unknown = scan.Finish(new byte[32], null, TestContext.Current.CancellationToken).Unknown;
        Assert.Equal([1500, 2], unknown.Select(u => u.Rows));
        Assert.Contains("no field that was read has text", unknown[1].Why, StringComparison.Ordinal);
    }
}
