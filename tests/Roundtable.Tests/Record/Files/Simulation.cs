using System.Globalization;
using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Fsck;
using Roundtable.Record.Storage;
using Roundtable.Record.Verifying;

namespace Roundtable.Tests.Record.Files;

/// <summary>
/// A log on a simulated disk: opened, written, killed and opened again, everything drawn from one seed. The oracle is a list of what was acknowledged. In the
/// end every acknowledged leaf and content is there, nothing is half there, no checkpoint contradicts one that was ever written, and what was erased is gone.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private const string Data = "/data";

    private readonly Random _random;
    private readonly StorageSettings _settings;
    private readonly List<Said> _acknowledged = [];
    private readonly Dictionary<string, Said> _submitted = new(StringComparer.Ordinal);
    private readonly HashSet<Digest> _erased = [];
    private readonly HashSet<Digest> _maybeErased = [];
    private readonly Dictionary<(long Size, Digest Root), int> _checkpoints = [];
    private readonly HashSet<string> _given = new(StringComparer.Ordinal); // to the log, by people who did not give up before
    private readonly SimulatedClock _clock = new();
    private CancellationTokenSource _patience = new();
    private SimulatedDisk _disk;
    private int _numbers;

    public Simulation(int seed, Action<string>? trace = null)
    {
        _random = new Random(seed);
        _disk = new SimulatedDisk(_random) { Written = Watch, Trace = trace, Called = Called };
        _settings = new StorageSettings
        {
            SegmentBytes = _random.Next(3) == 0 ? 3_000 : 200_000,
            BetweenCheckpoints = _random.Next(3) switch { 0 => TimeSpan.Zero, 1 => TimeSpan.FromSeconds(5), _ => TimeSpan.FromHours(1) },
            HasWriterThread = false,
            RunAside = Aside,
        };
    }

    /// <summary>How many times a log was opened, and how many times the machine or the process stopped in a call.</summary>
    public (int Opened, int Stopped, int Leaves) Figures { get; private set; }

    private StorageSettings Settings => _settings with { Disk = _disk };

    /// <summary>A leaf that was given to the log, with its contents.</summary>
    private sealed record Said(string Call, byte[][] Contents, Receipt? Receipt);

    public void Dispose() => _patience.Dispose();

    /// <summary>Runs it.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">When a promise was broken.</exception>
    public void Run()
    {
        for (var epochs = 1 + _random.Next(4); epochs > 0; epochs--)
        {
            _patience = new CancellationTokenSource();
            _disk.Faults = Faults();
            Epoch();
            if (_disk.Stopped)
            {
                Figures = Figures with { Stopped = Figures.Stopped + 1 };
            }

            if (_random.Next(3) == 0)
            {
                _disk.RestartProcess();
            }
            else
            {
                _disk = _disk.AfterPowerFailure();
            }
        }

        Check();
        _disk = _disk.AfterPowerFailure();
        Check(); // what was found is on the disk
    }

    private DiskFaults Faults() => Limits(_random.Next(6) switch
    {
        0 => DiskFaults.None,
        1 => new() { CallsBeforeCrash = _random.Next(60) },
        2 => new() { CallsBeforeCrash = _random.Next(600) },
        3 => new() { Full = _random.NextDouble() * 0.2, CallsBeforeCrash = _random.Next(1000) },
        4 => new() { NoMemory = _random.NextDouble() * 0.03, CallsBeforeCrash = _random.Next(2) == 0 ? int.MaxValue : _random.Next(1000) },
        _ => new()
        {
            FailedFlush = _random.Next(2) * 0.1,
            UnreadableSector = _random.Next(2) * 0.02,
            UnwritableSector = _random.Next(2) * 0.05,
            NoMemory = _random.Next(2) * 0.01,
            CallsBeforeCrash = _random.Next(1000),
        },
    });

    /// <summary>A slow disk, and people who do not wait for it.</summary>
    private DiskFaults Limits(DiskFaults faults) => _random.Next(3) == 0
        ? faults with { Slowest = TimeSpan.FromSeconds(_random.NextDouble() * 3), CallsBeforeCancellation = _random.Next(400) }
        : faults;

    private void Called(int number, TimeSpan duration)
    {
        _clock.Pass(duration);
        if (number > _disk.Faults.CallsBeforeCancellation && !_patience.IsCancellationRequested)
        {
            _patience.Cancel();
        }
    }

    private void Epoch()
    {
        RecordLog? log = null;
        try
        {
            if (_random.Next(12) == 0 && _acknowledged.Count > 0)
            {
                KeyRotation.Rotate(Data, lost: false, _disk);
            }

            log = Open();
            for (var steps = _random.Next(14); steps > 0 && !_disk.Stopped; steps--)
            {
                Step(log);
            }

            if (!_disk.Stopped && _random.Next(2) == 0)
            {
                Wait(log.DisposeAsync().AsTask());
            }
        }
        catch (SimulatedCrash)
        {
            // On to the next.
        }
        catch (Exception e) when (e is IOException or OutOfMemoryException)
        {
            Assert.True(_disk.Faults.MayFail);
        }
        catch (OperationCanceledException)
        {
            Assert.True(_patience.IsCancellationRequested);
        }
    }

    private RecordLog Open()
    {
        var log = RecordLog.OpenAsync(Data, _clock, new LogOptions(), Settings, _patience.Token).GetAwaiter().GetResult();
        Figures = Figures with { Opened = Figures.Opened + 1 };
        return log;
    }

    private void Step(RecordLog log)
    {
        if (_patience.IsCancellationRequested && _random.Next(3) == 0)
        {
            _patience = new CancellationTokenSource(); // somebody else
            _disk.Forget();
        }

        switch (_random.Next(10))
        {
            case 3:
                Verify(log);
                break;
            case 0:
                Wait(log.PublishAsync());
                break;
            case 1 when _acknowledged.Count > 0:
                Erase(log);
                break;
            case 2 when _acknowledged.Count > 0:
                Read(log, _acknowledged[_random.Next(_acknowledged.Count)]);
                break;
            default:
                Append(log, _random.Next(12) == 0 ? 1 + _random.Next(300) : 1 + _random.Next(4));
                break;
        }
    }

    private void Append(RecordLog log, int leaves)
    {
        var group = Enumerable.Range(0, leaves).Select(_ => Next()).ToList();
        var tasks = group.ConvertAll(g => (Said: g, Receipt: log.AppendAsync(Leaf(g), [.. g.Contents.Select(c => (ReadOnlyMemory<byte>)c)], _patience.Token)));
        log.Drain();
        foreach (var (said, receipt) in tasks)
        {
            if (receipt.IsCanceled)
            {
                continue; // nothing of it may be there
            }

            _given.Add(said.Call);
            if (Wait(receipt))
            {
                _acknowledged.Add(said with { Receipt = receipt.Result });
            }
        }
    }

    private void Erase(RecordLog log)
    {
        var victim = _acknowledged[_random.Next(_acknowledged.Count)];
        Digest[] contents = [.. victim.Contents.Select(c => Digest.Of(c))];
        var list = Encoding.UTF8.GetBytes($"[{string.Join(',', contents.Select(c => $"\"{c}\""))}]");
        var leaf = new Leaf { Kind = LeafKind.Deletion, Time = DateTimeOffset.UnixEpoch, Session = "s", Document = Digest.Of(list) };
        var owned = log.AppendAsync(leaf, [list], default);
        log.Drain();
        if (Wait(owned))
        {
            _maybeErased.UnionWith(contents);
            if (Wait(log.EraseAsync(contents, _patience.Token)))
            {
                _erased.UnionWith(contents);
            }
        }
    }

    /// <summary>Verifies the log as it is while it is being written; whoever gives up learns nothing.</summary>
    private void Verify(RecordLog log)
    {
        var task = LogVerifier.VerifyAsync(log.Store, [], null, null, _patience.Token);
        if (Wait(task))
        {
            Assert.True(task.Result.Damage is null, task.Result.Damage?.Message);
            Assert.Equal(0, task.Result.Unnamed);
        }
    }

    private void Read(RecordLog log, Said said)
    {
        foreach (var content in said.Contents.Where(c => !_maybeErased.Contains(Digest.Of(c))))
        {
            var task = log.ContentAsync(Digest.Of(content), _patience.Token).AsTask();
            if (Wait(task))
            {
                Assert.Equal(content, task.Result);
            }
        }
    }

    /// <summary>Something new, or what could not be appended before.</summary>
    private Said Next()
    {
        if (_submitted.Count > 0 && _random.Next(6) == 0)
        {
            var old = _submitted.Values.ElementAt(_random.Next(_submitted.Count));
            if (!old.Contents.Any(c => _maybeErased.Contains(Digest.Of(c))))
            {
                return old;
            }
        }

        var number = _numbers++;
        var length = _random.Next(40) == 0 ? Journal.MaxContent + 1 + _random.Next(1000) : _random.Next(200);
        var said = new Said(
            number.ToString(CultureInfo.InvariantCulture), [Text("prompt", 3), Text("settings", 0), Text("output", length), Text("raw", _random.Next(1200))], null);
        _submitted.Add(said.Call, said);
        return said;

        byte[] Text(string what, int more) => Encoding.UTF8.GetBytes($"{what} {number} {new string((char)('a' + (number % 26)), more)}.");
    }

    private static Leaf Leaf(Said said) => new()
    {
        Kind = LeafKind.ModelOutput,
        Time = DateTimeOffset.UnixEpoch,
        Session = "s",
        Call = said.Call,
        Prompt = Digest.Of(said.Contents[0]),
        Settings = Digest.Of(said.Contents[1]),
        Output = Digest.Of(said.Contents[2]),
        Raw = Digest.Of(said.Contents[3]),
    };

    /// <summary>Waits; false where the disk failed, in a way that it may.</summary>
    private bool Wait(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
            return true;
        }
        catch (OperationCanceledException) when (_patience.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is SimulatedCrash or IOException or LogWriteException or OutOfMemoryException)
        {
            Assert.True(_disk.Stopped || _disk.Faults.MayFail, $"The disk was in order, and yet: {e}");
            return false;
        }
    }

    private Task Aside(Action action)
    {
        if (_random.Next(3) != 0)
        {
            return Task.CompletedTask; // its turn never comes
        }

        try
        {
            action();
            return Task.CompletedTask;
        }
        catch (Exception e)
        {
            return Task.FromException(e);
        }
    }

    private void Watch(string path, byte[] bytes)
    {
        if (path.EndsWith("/log/checkpoint.new", StringComparison.Ordinal))
        {
            var checkpoint = SignedCheckpoint.Parse(bytes).Checkpoint;
            _checkpoints[(checkpoint.Size, checkpoint.Root)] = _numbers;
        }
    }

    private void Check()
    {
        _patience = new CancellationTokenSource();
        _disk.Faults = DiskFaults.None;
        var log = Open();
        Figures = Figures with { Leaves = (int)log.Size };
        var leaves = ReadAll(log);
        foreach (var said in _acknowledged)
        {
            var receipt = said.Receipt!;
            Assert.True(receipt.Leaf < leaves.Count, $"leaf {receipt.Leaf} was acknowledged, and the log has {leaves.Count}");
            Assert.Equal(receipt.Hash, leaves[(int)receipt.Leaf].Hash);
        }

        foreach (var leaf in leaves.Where(l => l.Leaf.Kind == LeafKind.ModelOutput))
        {
            Read(log, _submitted[leaf.Leaf.Call!]);
        }

        Assert.All(leaves, l => Assert.True(l.Leaf.Call is not { } call || _given.Contains(call), $"leaf {l.Index} was given up before it was given to the log"));
        foreach (var digest in _erased)
        {
            Assert.Null(log.ContentAsync(digest, default).AsTask().GetAwaiter().GetResult());
        }

        foreach (var (size, root) in _checkpoints.Keys)
        {
            Assert.True(size <= log.Size, $"a checkpoint of {size} leaves was written, and the log has {log.Size}");
            Assert.True(size == 0 || new Digest(log.Store.Tree.Hash(0, size)) == root, $"a checkpoint of {size} leaves was written with another root");
        }

        var found = LogVerifier.VerifyAsync(log.Store, [], null, null, default).GetAwaiter().GetResult();
        Assert.True(found.Damage is null, found.Damage?.Message);
        Assert.Equal((0, 0), (found.Unnamed, found.Unfinished));
        NothingUnnamedIsLeft(leaves);
        log.DisposeAsync().AsTask().GetAwaiter().GetResult();
        var damage = DataDirectoryCheck.Run(_disk, Data, default).FirstOrDefault(f => f.IsDamage);
        Assert.True(damage is null, $"fsck: {damage?.File}: {damage?.Problem}");
        NothingErasedIsLeft();
    }

    private static List<LoggedLeaf> ReadAll(RecordLog log)
    {
        List<LoggedLeaf> leaves = [];
        var index = 0L;
        foreach (var bytes in log.Store.Leaves(0))
        {
            leaves.Add(new LoggedLeaf(
                index, new Digest(Roundtable.Record.Merkle.MerkleTree.LeafHash(bytes.Span)), RecordLog.ReadLeaf(log.Store, index++, bytes.Span)));
        }

        return leaves;
    }

    /// <summary>No file has a text that was submitted and that no leaf names: nobody would ever find it to erase it.</summary>
    private void NothingUnnamedIsLeft(List<LoggedLeaf> leaves)
    {
        var named = leaves.SelectMany(l => l.Leaf.Contents()).Select(c => c.Digest).ToHashSet();
        var unnamed = _submitted.Values.SelectMany(s => s.Contents).Where(c => !named.Contains(Digest.Of(c))).ToList();
        foreach (var path in unnamed.Count == 0 ? [] : _disk.AllPaths())
        {
            var bytes = _disk.Peek(path);
            Assert.All(unnamed, c => Assert.True(bytes.AsSpan().IndexOf(c) < 0, $"{path} has the content '{Encoding.UTF8.GetString(c).Trim('a')}', which no leaf names"));
        }
    }

    private void NothingErasedIsLeft()
    {
        if (_erased.Count == 0)
        {
            return;
        }

        foreach (var path in _disk.AllPaths())
        {
            var bytes = _disk.Peek(path);
            foreach (var said in _submitted.Values)
            {
                foreach (var content in said.Contents.Where(c => _erased.Contains(Digest.Of(c))))
                {
                    Assert.True(bytes.AsSpan().IndexOf(content) < 0, $"{path} still has what was erased");
                }
            }
        }
    }
}
