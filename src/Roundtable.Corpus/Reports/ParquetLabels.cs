using System.Text;
using System.Text.Json;
using Roundtable.Corpus.Formats.Parquet;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Reports;

/// <summary>Writes the labels of a report as a Parquet file with the same column names. docs/formats/scan.md.</summary>
public static class ParquetLabels
{
    private const int Often = 1 << 14;

    /// <summary>Writes the labels.</summary>
    /// <param name="labels">The labels as JSON Lines.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellation">Cancels the operation; no file is written then.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="InvalidDataException">The labels are damaged.</exception>
    public static void Write(string labels, string path, long rows, IProgress<ScanProgress>? progress, CancellationToken cancellation) =>
        WorkFile.Write(path, file => Write(labels, file, rows, progress, cancellation));

    private static void Write(string labels, Stream output, long rows, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        ParquetOutput file = new("file", ParquetType.ByteArray, isOptional: false, ParquetOutput.Utf8),
            row = new("row", ParquetType.Int64, isOptional: false),
            digest = new("digest", ParquetType.ByteArray, isOptional: false, ParquetOutput.Utf8),
            origin = new("origin", ParquetType.ByteArray, isOptional: false, ParquetOutput.Utf8),
            words = new("words", ParquetType.Int64, isOptional: false),
            evidence = new("evidence", ParquetType.ByteArray, isOptional: false, ParquetOutput.Json),
            repeatsFile = new("repeats_file", ParquetType.ByteArray, isOptional: true, ParquetOutput.Utf8),
            repeatsRow = new("repeats_row", ParquetType.Int64, isOptional: true),
            similarity = new("similarity", ParquetType.Double, isOptional: true),
            equal = new("equal", ParquetType.Boolean, isOptional: true),
            passages = new("passages", ParquetType.ByteArray, isOptional: true, ParquetOutput.Json),
            cluster = new("cluster", ParquetType.Int64, isOptional: true),
            language = new("language", ParquetType.ByteArray, isOptional: true, ParquetOutput.Utf8),
            tokens = new("tokens", ParquetType.Int64, isOptional: true),
            contaminated = new("contaminated", ParquetType.Boolean, isOptional: false),
            benchmarks = new("benchmarks", ParquetType.ByteArray, isOptional: true, ParquetOutput.Json),
            sensitive = new("sensitive", ParquetType.ByteArray, isOptional: true, ParquetOutput.Json);
        var writer = new ParquetWriter(output,
        [
            file, row, digest, origin, words, evidence, repeatsFile, repeatsRow, similarity, equal, passages, cluster, language, tokens, contaminated,
            benchmarks, sensitive,
        ]);
        writer.Begin();
        var done = 0L;
        foreach (var (label, _) in RowLabels.Read(labels))
        {
            file.Add(Encoding.UTF8.GetBytes(label.File));
            row.Add(label.Row);
            digest.Add(Encoding.ASCII.GetBytes(label.Digest.ToString()));
            origin.Add(RowSidecar.Origins[(int)label.Origin].EncodedUtf8Bytes);
            words.Add((long)label.Words);
            evidence.Add(JsonSerializer.SerializeToUtf8Bytes([.. label.Evidence], RowJson.Default.EvidenceArray));
            if (label.Repeats is { } repeats)
            {
                repeatsFile.Add(Encoding.UTF8.GetBytes(repeats.File));
                repeatsRow.Add(repeats.Row);
                similarity.Add(repeats.Similarity);
                equal.Add(repeats.Equal);
            }
            else
            {
                foreach (var column in (ParquetOutput[])[repeatsFile, repeatsRow, similarity, equal])
                {
                    column.AddNothing();
                }
            }

            Add(passages, label.Passages is { } common ? JsonSerializer.SerializeToUtf8Bytes([.. common], RowJson.Default.RowPassageArray) : null);
            Add(cluster, label.Cluster);
            Add(language, label.Language is { } tag ? Encoding.UTF8.GetBytes(tag) : null);
            Add(tokens, label.Tokens);
            contaminated.Add(label.IsContaminated);
            Add(benchmarks, label.Benchmarks is { } items ? JsonSerializer.SerializeToUtf8Bytes([.. items], RowJson.Default.BenchmarkMatchArray) : null);
            Add(sensitive, label.Sensitive is { } found ? JsonSerializer.SerializeToUtf8Bytes([.. found], RowJson.Default.SensitiveFindingArray) : null);

            writer.EndRow();
            if (++done % Often == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new ScanProgress("writing Parquet", done, rows));
            }
        }

        writer.End();
    }

    private static void Add(ParquetOutput column, byte[]? value)
    {
        if (value is null)
        {
            column.AddNothing();
        }
        else
        {
            column.Add(value);
        }
    }

    private static void Add(ParquetOutput column, long? value)
    {
        if (value is { } number)
        {
            column.Add(number);
        }
        else
        {
            column.AddNothing();
        }
    }
}
