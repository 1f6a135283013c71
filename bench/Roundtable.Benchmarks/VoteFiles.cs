using System.IO.Compression;
using Roundtable.Annotation.Votes;

namespace Roundtable.Benchmarks;

/// <summary>Tables of votes from ../shared/data/votes, as its README describes them.</summary>
internal static class VoteFiles
{
    /// <summary>A task: the votes and the right class of each item.</summary>
    public sealed record VoteTask(string Name, VoteTable Votes, short[] Gold);

    /// <summary>The tasks whose answers are classes, that is all but the numbers of GSM8K.</summary>
    public static IEnumerable<VoteTask> Tasks(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "css-*.tsv").Order(StringComparer.Ordinal))
        {
            yield return Wide(file);
        }

        yield return Wide(Path.Combine(folder, "llmbar.tsv.gz"));
        yield return Wide(Path.Combine(folder, "mmlu-pro.tsv.gz"));
        yield return Long(folder, "crowd-product");
        yield return Long(folder, "crowd-duck");
    }

    private static VoteTask Wide(string file)
    {
        var lines = Lines(file).ToList();
        var sources = lines[0][2..].Select(Source).ToList();
        var rows = lines.Skip(1).ToList();
        var classes = rows.Select(r => r[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        short Class(string value) => (short)classes.IndexOf(value);
        var votes = rows.SelectMany(r => Enumerable.Range(2, sources.Count).Select(i => i < r.Length ? Class(r[i]) : VoteTable.None)).ToArray();
        return new VoteTask(Path.GetFileName(file).Split('.')[0], new VoteTable([.. rows.Select(r => r[0])], sources, classes, votes), [.. rows.Select(r => Class(r[1]))]);
    }

    private static VoteSource Source(string column) => column.Split('@') is [var seat, var order]
        ? new VoteSource(column) { Seat = seat, Order = order == "1" ? 0 : 1 }
        : new VoteSource(column);

    private static VoteTask Long(string folder, string name)
    {
        var gold = Lines(Path.Combine(folder, $"{name}.gold.tsv")).Skip(1).ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
        var lines = Lines(Path.Combine(folder, $"{name}.tsv")).Skip(1).Where(r => gold.ContainsKey(r[0])).ToList();
        var items = lines.Select(r => r[0]).Distinct(StringComparer.Ordinal).ToList();
        var people = lines.Select(r => r[1]).Distinct(StringComparer.Ordinal).ToList();
        var classes = gold.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var (itemOf, personOf) = (Index(items), Index(people));
        var votes = new short[items.Count * people.Count];
        Array.Fill(votes, VoteTable.None);
        foreach (var line in lines)
        {
            votes[(itemOf[line[0]] * people.Count) + personOf[line[1]]] = (short)classes.IndexOf(line[2]);
        }

        return new VoteTask(name, new VoteTable(items, [.. people.Select(p => new VoteSource(p))], classes, votes), [.. items.Select(i => (short)classes.IndexOf(gold[i]))]);
    }

    private static Dictionary<string, int> Index(List<string> names) => names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);

    private static IEnumerable<string[]> Lines(string file)
    {
        using Stream stream = File.OpenRead(file);
        using var text = new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        while (text.ReadLine() is { } line)
        {
            yield return line.Split('\t');
        }
    }
}
