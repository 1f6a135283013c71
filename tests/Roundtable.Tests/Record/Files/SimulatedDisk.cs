using System.Runtime.ExceptionServices;
using Roundtable.Record.Files;

namespace Roundtable.Tests.Record.Files;

/// <summary>
/// A disk in memory that keeps the promises of POSIX and no others: only what was flushed is certain, a name only when its directory was flushed; everything
/// else survives in part, in any order, with torn sectors. Calls fail as <see cref="DiskFaults"/> says. The same seed does the same again.
/// </summary>
internal sealed class SimulatedDisk : IDisk
{
    private readonly Random _random;
    private readonly bool _flushesAll;
    private readonly Dictionary<string, SimulatedNode> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal) { "/" };
    private readonly Dictionary<string, SimulatedNode> _durableFiles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _durableDirectories = new(StringComparer.Ordinal) { "/" };
    private readonly List<NameChange> _pending = [];
    private readonly HashSet<string> _locked = new(StringComparer.Ordinal);
    private int _calls;

    public SimulatedDisk(Random random)
    {
        _random = random;
        _flushesAll = random.Next(2) == 0;
    }

    private SimulatedDisk(Random random, bool flushesAll) => (_random, _flushesAll) = (random, flushesAll);

    /// <summary>A name given, or taken away: by deleting, or because it was given to another file.</summary>
    private readonly record struct NameChange(string Path, SimulatedNode? Node, bool IsDirectory, string? From);

    /// <summary>What goes wrong from now on; calls are counted from here.</summary>
    public DiskFaults Faults
    {
        get;
        set
        {
            field = value;
            _calls = 0;
        }
    } = DiskFaults.None;

    /// <summary>Whether the machine stopped: until it is started again, every call throws.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Nobody gives up any more because of calls that there were.</summary>
    public void Forget() => Faults = Faults with { CallsBeforeCancellation = int.MaxValue, CallsBeforeCrash = Left(Faults.CallsBeforeCrash) };

    private int Left(int calls) => calls == int.MaxValue ? calls : Math.Max(0, calls - _calls);

    /// <summary>How many calls there were since the faults were set.</summary>
    public int Calls => _calls;

    /// <summary>Is told of every call that begins, with its number since the faults were set and how long it takes.</summary>
    public Action<int, TimeSpan>? Called { get; set; }

    /// <summary>Is told of every write.</summary>
    public Action<string, byte[]>? Written { get; set; }

    /// <summary>Is told of every call that changes something, for a seed that is run again.</summary>
    public Action<string>? Trace { get; set; }

    public bool FileExists(string path) => Call() && _files.ContainsKey(path);

    public bool DirectoryExists(string path) => Call() && _directories.Contains(path);

    public IReadOnlyList<string> Files(string directory) => Call() ? Within(_files.Keys, directory) : [];

    public IReadOnlyList<string> Directories(string directory) => Call() ? Within(_directories, directory) : [];

    public void CreateDirectory(string path)
    {
        Call($"mkdir {path}");
        Fail(Faults.Full, "No space left on device");
        if (_directories.Add(path))
        {
            _pending.Add(new NameChange(path, null, IsDirectory: true, null));
        }
    }

    public IDiskFile Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        Call(access == FileAccess.Read ? null : $"open {path} {mode}");
        if (!_directories.Contains(Path.GetDirectoryName(path)!))
        {
            throw new DirectoryNotFoundException($"Could not find a part of the path '{path}'.");
        }

        if (!_files.TryGetValue(path, out var node))
        {
            if (mode == FileMode.Open)
            {
                throw new FileNotFoundException($"Could not find file '{path}'.");
            }

            Fail(Faults.Full, "No space left on device");
            _files[path] = node = new SimulatedNode();
            _pending.Add(new NameChange(path, node, IsDirectory: false, null));
        }
        else if (mode == FileMode.Create)
        {
            node.Truncate(0);
        }

        return new SimulatedFile(this, path, node);
    }

    public void Rename(string from, string to)
    {
        Call($"rename {from} {to}");
        Fail(Faults.Full, "No space left on device");
        var node = _files.TryGetValue(from, out var found) ? found : throw new FileNotFoundException($"Could not find file '{from}'.");
        _files.Remove(from);
        _files[to] = node;
        _pending.Add(new NameChange(to, node, IsDirectory: false, from));
    }

    public void Delete(string path)
    {
        Call($"delete {path}");
        if (_files.Remove(path))
        {
            _pending.Add(new NameChange(path, null, IsDirectory: false, null));
        }
    }

    public void DeleteDirectory(string path)
    {
        Call($"delete {path}/");
        foreach (var file in _files.Keys.Where(f => f.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
        {
            _files.Remove(file);
            _pending.Add(new NameChange(file, null, IsDirectory: false, null));
        }

        // That an empty directory comes back is harmless, and not simulated.
        _directories.RemoveWhere(d => d == path || d.StartsWith(path + "/", StringComparison.Ordinal));
        _durableDirectories.IntersectWith(_directories);
    }

    public void FlushDirectory(string path)
    {
        Call($"flush {path}/");
        Fail(Faults.FailedFlush, "Input/output error");
        Settle(c => Path.GetDirectoryName(c.Path) == path);
    }

    public bool TryFlushAll(string directory)
    {
        Call("flush all");
        if (!_flushesAll)
        {
            return false;
        }

        if (_random.NextDouble() < Faults.FailedFlush)
        {
            foreach (var node in Nodes())
            {
                node.Lose(_random);
            }

            throw new FlushFailedException(directory, new IOException("Input/output error"));
        }

        foreach (var node in Nodes())
        {
            node.Flush();
        }

        Settle(_ => true);
        return true;
    }

    public IDisposable Lock(string path)
    {
        Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        return _locked.Add(path) ? new Unlock(_locked, path) : throw new IOException("The file is locked.");
    }

    public bool IsExposed(string path) => false;

    /// <summary>A file's bytes as programs see them, whatever the faults.</summary>
    public byte[] Peek(string path) => _files[path].Bytes.ToArray();

    /// <summary>Paths of all files, whatever the faults.</summary>
    public IReadOnlyList<string> AllPaths() => [.. _files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Puts a file on the disk for certain, or takes it away.</summary>
    public void Plant(string path, byte[]? bytes)
    {
        _files.Remove(path);
        _durableFiles.Remove(path);
        if (bytes is not null)
        {
            var node = new SimulatedNode();
            node.Write(bytes, 0);
            node.Flush();
            _files[path] = _durableFiles[path] = node;
            _directories.UnionWith(Parents(path));
            _durableDirectories.UnionWith(Parents(path));
        }
    }

    /// <summary>The process was killed and another one begins: what the operating system has, it keeps.</summary>
    public void RestartProcess()
    {
        Trace?.Invoke("the process was killed");
        Stopped = false;
        _locked.Clear();
        Faults = DiskFaults.None;
    }

    /// <summary>The power failed: what the next start finds.</summary>
    public SimulatedDisk AfterPowerFailure()
    {
        var next = new SimulatedDisk(_random, _flushesAll) { Written = Written, Trace = Trace, Called = Called };
        Trace?.Invoke("the power failed");
        Dictionary<string, SimulatedNode> names = new(_durableFiles, StringComparer.Ordinal);
        HashSet<string> directories = new(_durableDirectories, StringComparer.Ordinal);
        var (kept, inOrder) = (_random.Next(4) switch { 0 => 0.0, 1 => 1.0, _ => _random.NextDouble() }, _random.Next(2) == 0);
        foreach (var change in _pending)
        {
            if (_random.NextDouble() < kept)
            {
                Apply(change, names, directories);
            }
            else if (inOrder)
            {
                kept = 0;
            }
        }

        next._directories.UnionWith(directories.Where(d => Parents(d).All(directories.Contains)));
        next._durableDirectories.UnionWith(next._directories);
        Dictionary<SimulatedNode, SimulatedNode> survivors = new(ReferenceEqualityComparer.Instance);
        foreach (var (path, node) in names.OrderBy(n => n.Key, StringComparer.Ordinal).Where(n => next._directories.Contains(Path.GetDirectoryName(n.Key)!)))
        {
            survivors.TryAdd(node, node.AfterPowerFailure(_random));
            next._files[path] = next._durableFiles[path] = survivors[node];
        }

        return next;
    }

    /// <summary>Counts a call, and stops the machine in the one that is to be its last; true, to be used in expressions.</summary>
    internal bool Call(string? what = null)
    {
        Stopped |= _calls++ >= Faults.CallsBeforeCrash;
        if (what is not null)
        {
            Trace?.Invoke(Stopped ? $"stopped in {what}" : what);
        }

        if (Stopped)
        {
            throw new SimulatedCrash();
        }

        Called?.Invoke(_calls, Faults.Slowest * (Faults.Slowest > TimeSpan.Zero ? _random.NextDouble() : 0));
        if (Faults.NoMemory > 0 && _random.NextDouble() < Faults.NoMemory)
        {
            Trace?.Invoke("failed: no memory");
            ExceptionDispatchInfo.Throw(new SimulatedShortage()); // as the runtime does, which alone may say 'throw' of it
        }

        return true;
    }

    internal void Fail(double probability, string error)
    {
        if (probability > 0 && _random.NextDouble() < probability)
        {
            Trace?.Invoke($"failed: {error}");
            throw new IOException(error);
        }
    }

    internal bool Draw(double probability)
    {
        var drawn = probability > 0 && _random.NextDouble() < probability;
        if (drawn)
        {
            Trace?.Invoke("failed");
        }

        return drawn;
    }

    internal int Part(int length) => _random.Next(length + 1);

    internal void Lose(SimulatedNode node) => node.Lose(_random);

    private static List<string> Within(IEnumerable<string> paths, string directory) =>
        [.. paths.Where(p => p != "/" && Path.GetDirectoryName(p) == directory).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Parents(string path)
    {
        for (var parent = Path.GetDirectoryName(path); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            yield return parent;
        }
    }

    private static void Apply(NameChange change, Dictionary<string, SimulatedNode> files, HashSet<string> directories)
    {
        if (change.IsDirectory)
        {
            directories.Add(change.Path);
        }
        else if (change.Node is null)
        {
            files.Remove(change.Path);
        }
        else
        {
            files[change.Path] = change.Node;
            if (change.From is { } from && files.GetValueOrDefault(from) == change.Node)
            {
                files.Remove(from);
            }
        }
    }

    private List<SimulatedNode> Nodes() => [.. _files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value).Distinct()];

    private void Settle(Predicate<NameChange> which)
    {
        foreach (var change in _pending.FindAll(which))
        {
            Apply(change, _durableFiles, _durableDirectories);
        }

        _pending.RemoveAll(which);
    }

    private sealed class Unlock(HashSet<string> locked, string path) : IDisposable
    {
        public void Dispose() => locked.Remove(path);
    }
}
