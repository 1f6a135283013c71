using System.Diagnostics;
using System.Globalization;
using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Fsck;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;

namespace Roundtable.Benchmarks;

/// <summary>What the log alone costs.</summary>
internal static class LogRuns
{
    /// <summary>Builds a tree over leaf hashes in memory; nodes a second.</summary>
    public static void Tree(int leaves)
    {
        const int Chunk = 1 << 16;
        var hashes = new byte[Chunk * MerkleTree.HashLength];
        Random.Shared.NextBytes(hashes);
        for (var pass = 0; pass < 5; pass++)
        {
            var tree = TileTree.Load(0, _ => null);
            var started = Stopwatch.GetTimestamp();
            for (var left = leaves; left > 0; left -= Chunk)
            {
                tree.Append(hashes.AsSpan(0, Math.Min(left, Chunk) * MerkleTree.HashLength), (_, _) => { });
            }

            var root = tree.Root();
            BenchTable.Report(("leaves", leaves), ("nodesPerSecond", (leaves - 1) / Stopwatch.GetElapsedTime(started).TotalSeconds), ("rootByte", root[0]));
        }
    }

    /// <summary>Appends entries of one length in batches, to tiles and bundles on disk with a signed checkpoint a batch; entries a second.</summary>
    public static void Batch(int leaves, int batch, int length, string directory)
    {
        var settings = new StorageSettings();
        var tiles = new TileFiles(directory, settings);
        var staged = new StagedTiles(tiles, settings);
        var bundles = new LeafBundles(tiles, staged);
        var tree = TileTree.Load(0, _ => null);
        var key = SigningKey.New("example.org/log");
        var written = Task.CompletedTask;
        var entries = new byte[batch * length];
        entries.AsSpan().Fill((byte)'x');
        var started = Stopwatch.GetTimestamp();
        for (var size = 0; size < leaves;)
        {
            var group = new ReadOnlyMemory<byte>[Math.Min(batch, leaves - size)];
            for (var i = 0; i < group.Length; i++)
            {
                var entry = entries.AsMemory(i * length, length);
                System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(entry.Span, size + i);
                group[i] = entry;
            }

            var leafHashes = new byte[group.Length * MerkleTree.HashLength];
            LeafHashes.Compute(group, leafHashes);
            bundles.Append(group, leafHashes, tree);
            size += group.Length;
            foreach (var (path, hashes) in tree.Edge())
            {
                staged.Stage(path, hashes);
            }

            // The files of one batch are written while the next one is hashed; a checkpoint follows its tiles.
            var checkpoint = new Checkpoint("example.org/log", tree.Size, new Digest(tree.Root()));
            written.GetAwaiter().GetResult();
            written = Task.Run(() =>
            {
                staged.Write();
                File.WriteAllBytes(Path.Combine(directory, "checkpoint"), SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), key).ToBytes());
            });
        }

        written.GetAwaiter().GetResult();

        BenchTable.Report(("leaves", leaves), ("batch", batch), ("bytes", length), ("perSecond", leaves / Stopwatch.GetElapsedTime(started).TotalSeconds));
    }

    /// <summary>Durable appends a second by so many writers, each with four contents of its own, and the machine's own flushes a second before and after.</summary>
    public static async Task DurableAsync(RecordLog log, string directory, int writers, TimeSpan time)
    {
        var before = Flushes(directory);
        await AppendAsync(log, writers, TimeSpan.FromSeconds(1));
        var started = Stopwatch.GetTimestamp();
        var count = await AppendAsync(log, writers, time);
        var rate = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var flushes = (before + Flushes(directory)) / 2;
        BenchTable.Report(("writers", writers), ("appendsPerSecond", rate), ("flushesPerSecond", flushes), ("appendsPerFlush", rate / flushes));
    }

    /// <summary>The cost of an append and of opening, and memory, as the log grows.</summary>
    public static async Task GrowAsync(string directory, IReadOnlyList<long> sizes, bool contents)
    {
        foreach (var size in sizes)
        {
            await using (var log = await RecordLog.OpenAsync(directory, TimeProvider.System, default))
            {
                await FillAsync(log, size, contents);
            }

            var (checkedIn, checkedWith) = Check(directory);
            GC.Collect();
            var opening = Stopwatch.GetTimestamp();
            await using var measured = await RecordLog.OpenAsync(directory, TimeProvider.System, default);
            var opened = Stopwatch.GetElapsedTime(opening);
            await FillAsync(measured, measured.Size + 4_000, contents);
            var processor = Environment.CpuUsage.TotalTime;
            const int Window = 20_000;
            await FillAsync(measured, measured.Size + Window, contents);
            var microseconds = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / Window;
            await measured.PublishAsync();
            var tree = CheckedTree.Load(SignedCheckpoint.Parse(measured.Store.Read(ILogResources.Checkpoint)!).Checkpoint, measured.Store);
            BenchTable.Report(
                ("leaves", size),
                ("openMilliseconds", opened.TotalMilliseconds),
                ("processorMicrosecondsPerAppend", microseconds),
                ("proofHashes", tree.ProveInclusion(measured.Size / 3, tree.Size).Length),
                ("twoLog2", 2 * Math.Log2(size)),
                ("fsckProcessorSeconds", checkedIn),
                ("fsckHeapMiB", checkedWith),
                ("managedMiB", GC.GetTotalMemory(forceFullCollection: true) / 1048576.0),
                ("workingSetMiB", Environment.WorkingSet / 1048576.0));
        }
    }

    /// <summary>What <c>log fsck</c> takes: processor time in seconds, and by how many MiB the managed heap grew at most, looked at every ten milliseconds.</summary>
    private static (double Seconds, double MiB) Check(string directory)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = before;
        var processor = Environment.CpuUsage.TotalTime;
        using (new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(10)))
        {
            foreach (var finding in DataDirectoryCheck.Run(directory, CancellationToken.None))
            {
                Console.Error.WriteLine($"{finding.File}: {finding.Problem}");
            }
        }

        return ((Environment.CpuUsage.TotalTime - processor).TotalSeconds, (most - before) / 1048576.0);
    }

    /// <summary>Durable appends by so many writers for a while; how many.</summary>
    public static async Task<long> AppendAsync(RecordLog log, int writers, TimeSpan time)
    {
        long count = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < time)
            {
                await AppendAsync(log, Guid.NewGuid().ToString(), true);
                Interlocked.Increment(ref count);
            }
        })));
        return count;
    }

    private static async Task FillAsync(RecordLog log, long size, bool contents)
    {
        while (log.Size < size)
        {
            var from = log.Size;
            await Task.WhenAll(Enumerable.Range(0, (int)Math.Min(2_000, size - from)).Select(i => AppendAsync(log, (from + i).ToString(CultureInfo.InvariantCulture), contents)));
        }
    }

    private static Task<Receipt> AppendAsync(RecordLog log, string name, bool withContents)
    {
        byte[][] contents = withContents ? [.. "psow".Select(c => Encoding.UTF8.GetBytes($"{c} {name} {Filler}"))] : [];
        Digest? Of(int i) => withContents ? Digest.Of(contents[i]) : null;
        var leaf = new Leaf
        {
            Kind = LeafKind.ModelOutput,
            Time = TimeProvider.System.GetUtcNow(),
            Session = "01hzy3v8q0xk2m5n7p9r1t3w5y",
            Call = name,
            Producer = new Producer("lab", "model", "model-2026", new Route(RouteKind.Direct)),
            Prompt = Of(0),
            Settings = Of(1),
            Output = Of(2),
            Raw = Of(3),
            DurationMs = 50,
        };
        return log.AppendAsync(leaf, [.. contents.Select(c => (ReadOnlyMemory<byte>)c)], default);
    }

    private static readonly string Filler = new('x', 200);

    private static double Flushes(string directory)
    {
        var path = Path.Combine(directory, "flushed");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        var block = new byte[800];
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1); count++)
        {
            file.Write(block);
            file.Flush(flushToDisk: true);
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
