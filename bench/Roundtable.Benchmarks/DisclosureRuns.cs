using System.Buffers.Binary;
using System.Diagnostics;
using Roundtable.Corpus.Commitments;
using Roundtable.Corpus.Origins;
using Roundtable.Disclosure.Audits;
using Roundtable.Disclosure.Commitments;
using Roundtable.Disclosure.Sums;
using Roundtable.Record.Entries;

namespace Roundtable.Benchmarks;

/// <summary>What a commitment that can be audited costs, beside the scan's own over the same rows, and what opening a sample of it costs.</summary>
internal static class DisclosureRuns
{
    private const int Opened = 3_000;

    /// <summary>Commits to so many rows of three classes, both ways, and opens rows of a sample.</summary>
    public static void Run(string folder, int rows)
    {
        var secret = new byte[RowSecrets.SecretLength];
        var scan = Measure(() =>
        {
            var (salts, tree) = (new RowSalts(secret, Digest.Of("plan"u8)), new Corpus.Commitments.SumTree());
            for (var i = 0; i < rows; i++)
            {
                tree.Append(salts[0, i + 1], DigestOf(i), (Origin)(i % 3));
            }

            _ = tree.Root();
        });
        RowClass[] classes = [.. ((Origin[])[Origin.Human, Origin.Synthetic, Origin.Unknown]).Select(o => RowClass.Of(o, [], []))];
        var id = new byte[RowSecrets.IdLength];
        CommittedCorpus corpus = null!;
        var commit = Measure(() =>
        {
            using var builder = new CommitmentBuilder(secret, id, folder);
            for (var i = 0; i < rows; i++)
            {
                builder.Add(classes[i % 3], DigestOf(i), 100 + (i % 400), 0);
            }

            var (found, root, distinct, distinctRoot) = builder.Finish(CancellationToken.None);
            corpus = new CommittedCorpus(Convert.ToHexStringLower(id), "bench", "scan", default, null, found, root, distinct, distinctRoot);
        });
        var peak = Process.GetCurrentProcess().PeakWorkingSet64;
        var challenge = new Challenge(
            0, corpus.Root.Hash, default, "bench", Unit.Rows, [new Stratum(null, Math.Min(Opened, rows))], 0.05, []);
        var open = Measure(() =>
        {
            using var committed = new CommittedRows(folder, new RowSecrets(secret, id));
            var opening = new AuditOpening(committed, Unit.Rows, AuditSample.Draw(corpus, challenge, Digest.Of("seed"u8)));
            _ = opening.Open(opening.Wanted.Keys.ToDictionary(w => w, _ => new byte[100]));
        });
        BenchTable.Report(
            ("rows", rows),
            ("scanSeconds", scan.Wall),
            ("commitSeconds", commit.Wall),
            ("ratio", commit.Wall / scan.Wall),
            ("scanProcessorSeconds", scan.Processor),
            ("commitProcessorSeconds", commit.Processor),
            ("peakMiB", peak / 1048576.0),
            ("openSeconds", open.Wall),
            ("openProcessorSeconds", open.Processor));
    }

    private static (double Wall, double Processor) Measure(Action run)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        run();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }

    /// <summary>What stands for the digest of a row: making real ones is the reader's work in both.</summary>
    private static Digest DigestOf(int row)
    {
        Span<byte> bytes = stackalloc byte[Digest.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, row);
        return new Digest(bytes);
    }
}
