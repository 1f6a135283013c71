using System.Text.Json;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reading;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Scanning;

namespace Roundtable.Tests.Corpus.Repeats;

/// <summary>Words in a row that rows of one corpus have in common.</summary>
public sealed class PassageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("roundtable-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Passages_are_those_that_comparing_each_with_each_finds()
    {
        var random = new Random(7);
        string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => "word" + random.Next(5000)));
        List<string[]> rows = [];
        for (var i = 0; i < 300; i++)
        {
            List<string> pieces = [Words(random.Next(i % 2 == 0 ? 400 : 80))];
            // Every other row is all its own, so that no passage is in so many rows that not each is held against each.
            for (var planted = i % 2 == 0 ? 0 : random.Next(4); planted > 0; planted--)
            {
                var source = string.Join(' ', rows[random.Next((i + 1) / 2) * 2]).Split(' ');
                var length = Math.Min(source.Length, planted == 1 ? random.Next(48, 53) : random.Next(30, 140));
                var at = random.Next(source.Length - length + 1);
                pieces.Add(string.Join(' ', source[at..(at + length)]));
                pieces.Add(Words(random.Next(120)));
            }

            // Some rows are texts of a chat, over whose ends a passage may reach.
            rows.Add(i % 3 == 0 && pieces.Count > 1 ? [string.Join(' ', pieces[..(pieces.Count / 2)]), string.Join(' ', pieces[(pieces.Count / 2)..])] : [string.Join(' ', pieces)]);
        }

        var (report, labels) = Scan(rows);
        var words = rows.ConvertAll(r => string.Join(' ', r).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Dictionary<string, int> numbers = [];
        var numbered = words.ConvertAll(r => Array.ConvertAll(r, w => numbers.TryGetValue(w, out var n) ? n : numbers[w] = numbers.Count));
        Dictionary<string, int> earlier = [];
        var told = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            string[] runs = [.. Enumerable.Range(0, Math.Max(0, words[i].Length - 49)).Select(at => string.Join(' ', words[i][at..(at + 50)]))];
            if (labels[i].Repeats is null)
            {
                Assert.Equal(runs.Any(earlier.ContainsKey), labels[i].Passages is not null);
                foreach (var passage in labels[i].Passages ?? [])
                {
                    told++;
                    Assert.InRange(passage.Words, 50, int.MaxValue);
                    Assert.True(passage.Row - 1 < i);
                    var said = string.Join(' ', passage.Spans.SelectMany(s => rows[i][s.Turn][s.Start..s.End].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
                    Assert.Equal(passage.Words, said.Split(' ').Length);
                    Assert.Contains(" " + said + " ", " " + string.Join(' ', words[(int)passage.Row - 1]) + " ", StringComparison.Ordinal);
                }

                if (labels[i].Passages is { } passages)
                {
                    Assert.Equal(Longest(numbered, i), passages.Max(p => p.Words));
                }
            }

            foreach (var run in runs)
            {
                earlier.TryAdd(run, i);
            }
        }

        Assert.True(told > 80, $"{told} told");
        Assert.Equal(labels.Count(l => l.Passages is not null), report.Repeats!.InPart);
    }

    [Fact]
    public void What_very_many_rows_begin_with_is_told_of_each_with_the_first()
    {
        var random = new Random(8);
        var system = string.Join(' ', Enumerable.Range(0, 120).Select(i => "rule" + i));
        var rows = Enumerable.Range(0, 20_000).Select(i => new[] { system, $"row{i} " + string.Join(' ', Enumerable.Range(0, 150).Select(_ => "word" + random.Next(100_000))) }).ToList();
        var (report, labels) = Scan(rows);
        Assert.Equal(rows.Count - 1, report.Repeats!.InPart);
        Assert.All(labels.Skip(1), l => Assert.Equal((1, 120, new TextSpan("messages", 0, 0, system.Length)), (Assert.Single(l.Passages!).Row, l.Passages![0].Words, Assert.Single(l.Passages![0].Spans))));
    }

    [Fact]
    public void The_passages_that_stand_in_most_rows_are_told_once_each()
    {
        var random = new Random(10);
        string Own(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => "own" + random.Next(1_000_000)));
        string Said(string word, int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => word + i));
        var (often, seldom, within) = (Said("often", 300), Said("seldom", 60), Said("almost", 40));
        List<string[]> rows = [];
        for (var i = 0; i < 400; i++)
        {
            // Each row is its own but for what it quotes; that has another place in each; some rows have only its second half.
            var quoted = i % 40 == 1 ? $"{often[(often.Length / 2)..]} {Own(30)}" : i % 4 == 1 ? $"{often} {Own(i % 7)}" : i % 10 == 3 ? seldom : i % 10 == 7 ? within : "";
            rows.Add([$"{Own(60 + (i % 13))} {quoted} {Own(80)}"]);
        }

        // What is equal counts once.
        rows.AddRange(Enumerable.Repeat(new[] { $"{Own(10)} {seldom} {Own(100)}" }, 50));
        var (report, labels) = Scan(rows);
        var passages = report.Repeats!.Passages;
        Assert.Equal([100, 90, 21], passages.Select(p => p.Rows));
        var whole = Assert.Single(passages, p => p.Rows == 90);
        Assert.StartsWith("often0 often1 ", whole.Text, StringComparison.Ordinal);
        Assert.EndsWith("…", whole.Text, StringComparison.Ordinal);
        Assert.Equal(1 + rows.FindIndex(r => r[0].Contains(often, StringComparison.Ordinal)), whole.First.Row);
        Assert.Equal(seldom[..300] + "…", passages[^1].Text);
        Assert.Equal((49, rows.Count), (report.Repeats.Equal, labels.Count));
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(34, 17)]
    public void What_two_texts_have_in_common_has_a_fingerprint_from_its_certain_length_on(int length, int window)
    {
        var prints = length == 8 ? Fingerprints.Short : Fingerprints.Long;
        Assert.Equal(length + window - 1, prints.Certain);
        var random = new Random(9);
        for (var i = 0; i < 500; i++)
        {
            uint[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => (uint)random.Next(i % 3 == 0 ? 4 : 1 << 30))];
            var common = Words(prints.Certain);
            List<(ulong Key, int Word)> one = [], other = [];
            prints.Of([.. Words(random.Next(200)), .. common, .. Words(random.Next(200))], one);
            prints.Of([.. Words(random.Next(200)), .. common, .. Words(random.Next(200))], other);
            Assert.NotEmpty(one.Select(p => p.Key).Intersect(other.Select(p => p.Key)));
        }
    }

    private static int Longest(List<int[]> words, int row)
    {
        var longest = 0;
        for (var other = 0; other < row; other++)
        {
            var before = new int[words[other].Length + 1];
            foreach (var word in words[row])
            {
                for (var j = words[other].Length; j > 0; j--)
                {
                    before[j] = word == words[other][j - 1] ? before[j - 1] + 1 : 0;
                    longest = Math.Max(longest, before[j]);
                }
            }
        }

        return longest;
    }

    private (ScanReport Report, List<RowLabel> Labels) Scan(List<string[]> rows)
    {
        var data = Path.Combine(_folder.FullName, "data.jsonl");
        File.WriteAllLines(data, rows.Select(r => JsonSerializer.Serialize(new { messages = r.Select((t, i) => new { role = i == 0 ? "user" : "assistant", content = t }) })));
        var plan = ScanPlan.Make(FileFinder.Find([data]), new ScanSettings { Sizes = new BlockSizes(30_000, 1 << 20) }, TestContext.Current.CancellationToken);
        var folder = Path.Combine(_folder.FullName, "report");
        var scan = new CorpusScan(plan, folder);
        scan.Label(Shard.Whole, RowKnowledge.None, 2, null, TestContext.Current.CancellationToken);
        var report = scan.Finish(new byte[32], null, TestContext.Current.CancellationToken);
        return (report, [.. RowLabels.Read(Path.Combine(folder, CorpusScan.RowsFile)).Select(l => l.Label)]);
    }
}
