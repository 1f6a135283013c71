using System.Text.Json;
using Roundtable.Corpus.Reports;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Corpus.Reports;

/// <summary>What became of the rows of a corpus.</summary>
public sealed class RowDifferenceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Rows_that_were_added_removed_and_edited_are_named()
    {
        // "c" is edited, "e" removed, "x" added at the beginning, so that every row moves.
        var difference = Compare("a b c d e f", "x a b C d f y");
        Assert.Equal((4L, 2L, 1L, 1L), (difference.Same, difference.Added, difference.Removed, difference.Edited));
        Assert.Equal(["two.jsonl:1", "two.jsonl:7"], difference.AddedRows.Select(Name));
        Assert.Equal(["one.jsonl:5"], difference.RemovedRows.Select(Name));
        Assert.Equal(["one.jsonl:3 two.jsonl:4"], difference.EditedRows.Select(e => $"{Name(e.From)} {Name(e.To)}"));
    }

    [Theory]
    [InlineData("a a a b", "a b a", 3, 0, 1, 0)]
    [InlineData("a b", "b a", 2, 0, 0, 0)]
    [InlineData("a b c", "A B C", 0, 0, 0, 3)]
    [InlineData("", "a b", 0, 2, 0, 0)]
    [InlineData("a b", "", 0, 0, 2, 0)]
    public void Every_row_is_counted_once(string before, string after, long same, long added, long removed, long edited)
    {
        var difference = Compare(before, after);
        Assert.Equal((same, added, removed, edited), (difference.Same, difference.Added, difference.Removed, difference.Edited));
    }

    [Fact]
    public void Names_are_limited_and_counts_are_not()
    {
        var difference = Compare("", string.Join(' ', Enumerable.Range(0, 100)), max: 7);
        Assert.Equal((100L, 7), (difference.Added, difference.AddedRows.Count));
    }

    private RowDifference Compare(string before, string after, int max = 100) =>
        RowDifference.Of(Write("one", before), Write("two", after), max, Cancellation);

    private string Write(string name, string rows)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllLines(path, rows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((r, i) => JsonSerializer.Serialize(new
        {
            file = name + ".jsonl",
            row = i + 1,
            digest = Digest.Of(System.Text.Encoding.UTF8.GetBytes(r)).ToString(),
            origin = "unknown",
            words = 1,
            evidence = Array.Empty<object>(),
        })));
        return path;
    }

    private static string Name(RowPlace place) => $"{place.File}:{place.Row}";
}
