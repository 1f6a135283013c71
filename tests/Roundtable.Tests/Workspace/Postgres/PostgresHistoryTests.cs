using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Npgsql;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;
using Roundtable.Workspace.Postgres;

namespace Roundtable.Tests.Workspace.Postgres;

/// <summary>
/// Processes that share a log in a database append, read and claim, while they are killed and paused, their connections are cut and the database is restarted. What
/// they saw is held against what is there.
/// </summary>
public sealed partial class PostgresHistoryTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const int Workers = 4;
    private const int Stop = 19; // SIGSTOP and SIGCONT on Linux
    private const int Continue = 18;
    private const int Killed = 128 + 9;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_processes_saw_can_have_happened()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(HistoryWorkerProcess.Variable) is not null)
        {
            return;
        }

        using var data = new DataDirectory();
        var seed = int.Parse(Environment.GetEnvironmentVariable("ROUNDTABLE_TEST_SEED") ?? "22", CultureInfo.InvariantCulture);
        var random = new Random(seed);
        var address = PostgresAddress.Parse(await server.NewDatabaseAsync());
        await RecordLog.Over(PostgresStore.Open(address, data.Path, new LogOptions()), TimeProvider.System).DisposeAsync();
        var all = new List<Worker>();
        var running = new List<Worker>();
        try
        {
            for (var i = 0; i < Workers; i++)
            {
                running.Add(Start());
            }

            await WaitAsync(running, 40);
            var actions = TestDepth.Of(16, 600);
            for (var i = 0; i < actions; i++)
            {
                var at = random.Next(running.Count);
                var victim = running[at];
                switch (i == actions / 2 ? 9 : random.Next(8))
                {
                    case 0 or 1:
                        victim.Kill();
                        running[at] = Start();
                        break;
                    case 2 or 3 or 4:
                        Assert.Equal(0, Kill(victim.Process.Id, Stop));
                        await WaitAsync([.. running.Where(w => w != victim)], random.Next(1, 40));
                        Assert.Equal(0, Kill(victim.Process.Id, Continue));
                        break;
                    case 9:
                        running.ForEach(w => w.Cut(isOver: false));
                        await server.RestartAsync();
                        running.ForEach(w => w.Cut(isOver: true));
                        break;
                    default:
                        victim.Cut(isOver: false);
                        await CutAsync(address, victim.Name);
                        victim.Cut(isOver: true);
                        break;
                }

                await WaitAsync(running, random.Next(5, 40));
            }

            running.ForEach(w => w.Kill());
            foreach (var worker in all)
            {
                await worker.EndAsync();
            }
        }
        finally
        {
            all.ForEach(w => w.Kill());
        }

        await CheckAsync(address, data.Path, all);

        Worker Start()
        {
            var worker = new Worker(all.Count + 1, address, data.Path);
            all.Add(worker);
            return worker;
        }
    }

    private static async Task CheckAsync(NpgsqlConnectionStringBuilder address, string path, List<Worker> all)
    {
        using var store = PostgresStore.OpenReadOnly(address, path);
        var verified = await LogVerifier.VerifyAsync(store, [], null, null, Cancellation);
        Assert.Null(verified.Damage);
        var leaves = store.Leaves(0).Select(b => (int.Parse(Leaf.Parse(b.Span).Call![1..], CultureInfo.InvariantCulture), new Digest(MerkleTree.LeafHash(b.Span)))).ToList();
        Assert.Equal(store.Head.Size, leaves.Count); // no gap: a missing index would have thrown
        var hashes = leaves.Select(l => l.Item2.ToArray()).ToArray();
        var roots = new Dictionary<long, Digest>();
        var faults = new HistoryChecker([.. all.Select(w => w.Events)], leaves, size => roots.TryGetValue(size, out var root) ? root : roots[size] = Root(hashes, size)).Check();
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(20)));
        var acknowledged = all.Sum(w => w.Events.OfType<HistoryEvent.Acknowledged>().Count());
        TestContext.Current.SendDiagnosticMessage(
            $"{all.Count} processes, {leaves.Count} leaves, {acknowledged} receipts, {all.Sum(w => w.Events.OfType<HistoryEvent.Failed>().Count())} failed, "
                + $"{all.Sum(w => w.Events.OfType<HistoryEvent.Claimed>().Count())} claims, {roots.Count} checkpoints");
        Assert.True(acknowledged > 100 && roots.Count > 1);

        // What was signed last is kept beside the key, whoever of them signed it.
        var signed = SignedHead.Read(SignedHead.PathBeside(PostgresKeys.PathOf(PostgresAddress.Shown(address), path)))!.Largest;
        Assert.Equal(Root(hashes, signed.Size), signed.Root);
        Assert.True(signed.Size >= roots.Keys.Max());
    }

    private static Digest Root(byte[][] hashes, long size)
    {
        var range = new CompactRange();
        foreach (var hash in hashes.Take((int)size))
        {
            range.Append(hash);
        }

        return new Digest(range.Root());
    }

    /// <summary>Waits until these have so many more receipts, or cannot get them: one that is paused may hold the log's lock.</summary>
    private static async Task WaitAsync(List<Worker> workers, int receipts)
    {
        var (from, started) = (workers.Sum(w => w.Receipts), Stopwatch.GetTimestamp());
        while (workers.Sum(w => w.Receipts) - from < receipts && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(receipts >= 40 ? 20 : 0.4))
        {
            await Task.Delay(2, Cancellation);
        }
    }

    private static async Task CutAsync(NpgsqlConnectionStringBuilder address, string name)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address.ToString()) { Pooling = false }.ToString());
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = @name", connection);
        command.Parameters.AddWithValue("name", name);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    /// <summary>One of the processes, and what it told.</summary>
    private sealed class Worker
    {
        private readonly ConcurrentQueue<HistoryEvent> _events = new();
        private readonly Task _reading;
        private int _receipts;
        private bool _isKilled;

        public Worker(int number, NpgsqlConnectionStringBuilder address, string path)
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"worker-{number}");
            var own = new NpgsqlConnectionStringBuilder(address.ToString()) { ApplicationName = Name };
            var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{typeof(HistoryWorkerProcess).FullName}.{nameof(HistoryWorkerProcess.The_process_that_tells_what_it_sees)}"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { [HistoryWorkerProcess.Variable] = string.Create(CultureInfo.InvariantCulture, $"{number}|{own}|{path}|{pipe.GetClientHandleAsString()}") },
            };
            Process = Process.Start(start)!;
            pipe.DisposeLocalCopyOfClientHandle();
            _reading = ReadAsync(pipe);
        }

        public string Name { get; }

        public Process Process { get; }

        public int Receipts => Volatile.Read(ref _receipts);

        public IReadOnlyList<HistoryEvent> Events => [.. _events.OrderBy(e => e.Time)];

        /// <summary>What this process has may be gone from now on.</summary>
        public void Cut(bool isOver) => _events.Enqueue(new HistoryEvent.Cut(Stopwatch.GetTimestamp(), isOver));

        public void Kill()
        {
            if (_isKilled)
            {
                return;
            }

            _isKilled = true;
            Cut(isOver: false);
            Process.Kill();
            Process.WaitForExit();
            Cut(isOver: true);
        }

        public async Task EndAsync()
        {
            await Process.WaitForExitAsync(Cancellation);
            await _reading;
            var said = await Process.StandardOutput.ReadToEndAsync(Cancellation);
            Assert.True(Process.ExitCode == Killed, said); // and not ended by an error of its own
            Process.Dispose();
        }

        private async Task ReadAsync(AnonymousPipeServerStream pipe)
        {
            using var reader = new StreamReader(pipe);
            while (await reader.ReadLineAsync(Cancellation) is { } line)
            {
                if (HistoryEvent.Parse(line) is { } e)
                {
                    _events.Enqueue(e);
                    Interlocked.Add(ref _receipts, e is HistoryEvent.Acknowledged ? 1 : 0);
                }
            }
        }
    }
}
