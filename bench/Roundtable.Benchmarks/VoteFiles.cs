using System.IO.Compression;
using Roundtable.Annotation.Votes;

namespace Roundtable.Benchmarks;

/// <summary>The tables of public votes in ../shared/data/votes, as their README.md describes them.</summary>
internal static class VoteFiles
{
    /// <summary>A table and its gold.</summary>
    /// <param name="folder">The folder of the files.</param>
    /// <param name="name">The file: question, gold, then a column a source; <c>.gz</c> where it is compressed.</param>
    /// <param name="source">What is known of a column; null leaves it out.</param>
    public static (VoteTable Votes, GoldLabels Gold) Read(string folder, string name, Func<string, VoteSource?>? source = null)
    {
        var rows = Lines(Path.Combine(folder, name)).Select(l => l.Split('\t')).ToArray();
        var header = rows[0];
        var columns = Enumerable.Range(2, header.Length - 2)
            .Select(c => (Column: c, Source: source is null ? new VoteSource(header[c]) : source(header[c])))
            .Where(c => c.Source is not null)
            .ToArray();
        string[] classes = [.. rows.Skip(1).SelectMany(r => columns.Select(c => r.ElementAtOrDefault(c.Column) ?? "").Append(r[1])).Where(v => v != "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var index = classes.Select((c, i) => (c, i)).ToDictionary(c => c.c, c => (short)c.i, StringComparer.Ordinal);
        short Of(string value) => value == "" ? VoteTable.None : index[value];
        short[] votes = [.. rows.Skip(1).SelectMany(r => columns.Select(c => Of(r.ElementAtOrDefault(c.Column) ?? "")))];
        return (new VoteTable([.. rows.Skip(1).Select(r => r[0])], [.. columns.Select(c => c.Source!)], classes, votes), new GoldLabels([.. rows.Skip(1).Select(r => Of(r[1]))]));
    }

    /// <summary>Labels of people: question, annotator and label a line, and the gold in a file beside it.</summary>
    public static (VoteTable Votes, GoldLabels Gold) ReadCrowd(string folder, string name)
    {
        var rows = Lines(Path.Combine(folder, name + ".tsv")).Skip(1).Select(l => l.Split('\t')).ToArray();
        var gold = Lines(Path.Combine(folder, name + ".gold.tsv")).Skip(1).Select(l => l.Split('\t')).ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
        string[] items = [.. rows.Select(r => r[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] people = [.. rows.Select(r => r[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] classes = [.. rows.Select(r => r[2]).Concat(gold.Values).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var votes = new short[items.Length * people.Length];
        Array.Fill(votes, VoteTable.None);
        foreach (var row in rows)
        {
            votes[(Array.BinarySearch(items, row[0], StringComparer.Ordinal) * people.Length) + Array.BinarySearch(people, row[1], StringComparer.Ordinal)] =
                (short)Array.IndexOf(classes, row[2]);
        }

        return (new VoteTable(items, [.. people.Select(p => new VoteSource(p))], classes, votes),
            new GoldLabels([.. items.Select(i => gold.TryGetValue(i, out var right) ? (short)Array.IndexOf(classes, right) : VoteTable.None)]));
    }

    /// <summary>What a column of LLMBar is: a model with a prompt (the seat, of that model's family), asked in one of two orders.</summary>
    public static VoteSource Judge(string column) => new(column)
    {
        Seat = column[..column.LastIndexOf('@')],
        Family = column[..column.IndexOf('/', StringComparison.Ordinal)],
        Order = column[^1] - '1',
    };

    /// <summary>Some sources of a table.</summary>
    public static VoteTable Only(VoteTable table, Func<VoteSource, bool> kept)
    {
        int[] columns = [.. Enumerable.Range(0, table.Sources.Count).Where(s => kept(table.Sources[s]))];
        return new VoteTable(table.Items, [.. columns.Select(c => table.Sources[c])], table.Classes,
            [.. Enumerable.Range(0, table.Items.Count).SelectMany(i => columns.Select(c => table[i, c]))]);
    }

    private static IEnumerable<string> Lines(string path)
    {
        using Stream file = File.OpenRead(path);
        using var text = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (text.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
