using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Fsck;
using Roundtable.Record.Storage;
using Roundtable.Tests.Record.Files;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Record.Fsck;

/// <summary>
/// fsck is the inverse of the format: whatever is changed in any file of the log is found and named. And what is changed never misleads: the log that is opened
/// afterwards is the one that was written, or is refused.
/// </summary>
public sealed class FormatInverseTests
{
    private const string Data = "/data";

    private readonly Random _random = new(5);
    private readonly SimulatedDisk _disk = new(new Random(2));
    private readonly Dictionary<string, byte[]> _earlier = new(StringComparer.Ordinal);
    private readonly List<Receipt> _receipts = [];
    private readonly List<byte[]> _contents = [];

    private StorageSettings Settings => new() { Disk = _disk, HasWriterThread = false, SegmentBytes = 40_000, BetweenCheckpoints = TimeSpan.FromHours(1) };

    [Fact]
    public async Task A_log_as_it_is_written_has_no_finding()
    {
        await WriteAsync();
        Assert.Empty(Run());
    }

    [Fact]
    public async Task Every_flipped_byte_is_found_and_named()
    {
        await WriteAsync();
        var flips = 0;
        foreach (var path in _disk.AllPaths().Where(p => p != $"{Data}/lock"))
        {
            var good = _disk.Peek(path);
            var places = Enumerable.Range(0, good.Length).ToArray();
            var most = TestDepth.Of(30, 6_000);
            if (places.Length > most)
            {
                _random.Shuffle(places);
            }

            foreach (var place in places.Take(most))
            {
                byte[] bad = [.. good];
                bad[place] ^= (byte)(1 << _random.Next(8));
                await FoundAsync(path, bad, $"byte {place}");
                flips++;
            }

            _disk.Plant(path, good);
        }

        TestContext.Current.SendDiagnosticMessage($"{flips} flips");
    }

    [Fact]
    public async Task Every_file_that_is_cut_extended_deleted_swapped_or_older_is_found_and_named()
    {
        await WriteAsync();
        var all = _disk.AllPaths().Where(p => p != $"{Data}/lock").ToDictionary(p => p, _disk.Peek, StringComparer.Ordinal);
        foreach (var (path, good) in all)
        {
            if (good.AsSpan().ContainsAnyExcept((byte)0)) // the journal of a log that was closed has nothing but zeros, as many as there are
            {
                await FoundAsync(path, good[..^1], "cut by a byte");
                await FoundAsync(path, good[..(good.Length / 2)], "cut in the middle");
                await FoundAsync(path, [], "empty");
                await FoundAsync(path, [.. good, .. good], "doubled");
            }

            await FoundAsync(path, [.. good, (byte)'x'], "extended by a byte");
            if (!MayBeMissing(path))
            {
                await FoundAsync(path, null, "deleted");
            }

            foreach (var (other, bytes) in all.Where(o => !o.Value.AsSpan().SequenceEqual(good) && Path.GetDirectoryName(o.Key) == Path.GetDirectoryName(path)))
            {
                await FoundAsync(path, bytes, $"swapped with {other}");
            }

            if (_earlier.TryGetValue(path, out var older) && !older.AsSpan().SequenceEqual(good) && older.AsSpan().ContainsAnyExcept((byte)0))
            {
                await FoundAsync(path, older, "an older copy");
            }

            _disk.Plant(path, good);
        }
    }

    [Fact]
    public async Task An_older_copy_of_everything_but_what_was_signed_is_found()
    {
        await WriteAsync();
        foreach (var path in _disk.AllPaths().Union(_earlier.Keys).Where(p => !p.EndsWith("log.signed", StringComparison.Ordinal)))
        {
            _disk.Plant(path, _earlier.GetValueOrDefault(path));
        }

        Assert.Contains(Run(), f => f.IsDamage && f.Problem.Contains("has signed a checkpoint of", StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<DamagedLogException>(OpenAsync);
        Assert.Contains("its key has signed a checkpoint of", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever follows from the rest is repaired to the byte, what was there is kept, and nothing is made up.</summary>
    [Fact]
    public async Task Repairs_restore_what_the_log_proves_and_keep_what_they_replace()
    {
        await WriteAsync();
        string[] derived = [$"{Data}/log/keys", $"{Data}/layout", $"{Data}/log/tile/0/000", $"{Data}/log/tile/1/000.p/1", .. _disk.AllPaths().Where(p => p.Contains("/log/tile/0/001.p/", StringComparison.Ordinal)), .. _disk.AllPaths().Where(p => p.Contains("/log/tile/entries/001.p/", StringComparison.Ordinal)).OrderBy(p => p.Length).ThenBy(p => p, StringComparer.Ordinal).SkipLast(1)];
        var right = derived.ToDictionary(p => p, _disk.Peek, StringComparer.Ordinal);
        foreach (var path in derived.Append($"{Data}/content/index"))
        {
            byte[] bad = [.. _disk.Peek(path)];
            bad[bad.Length / 2] ^= 1;
            _disk.Plant(path, path.EndsWith("layout", StringComparison.Ordinal) ? null : bad);
        }

        _disk.Plant($"{Data}/content/end.new", [1]);
        var (repairs, kept) = DataDirectoryRepair.Run(_disk, Data, default);
        Assert.All(derived, p => Assert.Contains(repairs, r => r.File == p));
        Assert.DoesNotContain(Run(), f => f.IsDamage);
        Assert.All(derived, p => Assert.Equal(right[p], _disk.Peek(p)));
        Assert.Equal([1], _disk.Peek($"{kept}/content/end.new"));
        Assert.NotEqual(right[$"{Data}/log/keys"], _disk.Peek($"{kept}/log/keys"));
        Assert.Empty(DataDirectoryRepair.Run(_disk, Data, default).Repairs);

        // Leaves and contents are proven by nothing but themselves.
        foreach (var path in (string[])[$"{Data}/log/tile/entries/000", $"{Data}/content/000001.pack"])
        {
            var good = _disk.Peek(path);
            byte[] bad = [.. good];
            bad[good.Length / 2] ^= 1;
            _disk.Plant(path, bad);
            Assert.Empty(DataDirectoryRepair.Run(_disk, Data, default).Repairs);
            Assert.Equal(bad, _disk.Peek(path));
            Assert.Contains(Run(), f => f.IsDamage);
            _disk.Plant(path, good);
        }
    }

    /// <summary>Tiles that the log has no need of any more, and files without which it is written as before.</summary>
    private static bool MayBeMissing(string path) =>
        path.Contains("000.p/", StringComparison.Ordinal) || path.Contains("001.p/1", StringComparison.Ordinal) || path == $"{Data}/journal";

    private async Task WriteAsync()
    {
        await AppendAsync(3);
        foreach (var path in _disk.AllPaths())
        {
            _earlier[path] = _disk.Peek(path);
        }

        await AppendAsync(2);
        KeyRotation.Rotate(Data, lost: false, _disk);
        await AppendAsync(262);
        await AppendAsync(3);
        var log = await OpenAsync();
        var erased = _contents[7];
        var list = DataDirectory.Bytes($"[\"{Digest.Of(erased)}\"]");
        var deletion = log.AppendAsync(new Leaf { Kind = LeafKind.Deletion, Time = DateTimeOffset.UnixEpoch, Session = "s", Document = Digest.Of(list) }, [list], default);
        log.Drain();
        await deletion;
        await log.EraseAsync([Digest.Of(erased)], default);
        _contents.Remove(erased);
        await log.DisposeAsync();
    }

    private async Task AppendAsync(int leaves)
    {
        await using var log = await OpenAsync();
        for (var i = 0; i < leaves; i++)
        {
            var number = _receipts.Count;
            var receipt = DataDirectory.AppendAsync(log, number);
            log.Drain();
            _receipts.Add(await receipt);
            _contents.AddRange("psow".Select(c => DataDirectory.Bytes($"{c} {number}")));
        }
    }

    private Task<RecordLog> OpenAsync() => RecordLog.OpenAsync(Data, TimeProvider.System, new LogOptions(), Settings, default);

    private IReadOnlyList<Finding> Run() => DataDirectoryCheck.Run(_disk, Data, default);

    private async Task FoundAsync(string path, byte[]? bad, string what)
    {
        _disk.Plant(path, bad);
        var found = Run();
        Assert.True(found.Any(f => Names(f, path)), $"{path}, {what}: {string.Join("; ", found.Select(f => $"{f.File}: {f.Problem}").DefaultIfEmpty("nothing found"))}");
        if (found.Any(f => f.IsDamage) && _random.Next(4) != 0)
        {
            return;
        }

        await NotMisledAsync($"{path}, {what}", mayBeGone: found.Any(f => f.IsDamage));
    }

    /// <summary>The file by its name, or a file that contradicts it.</summary>
    private static bool Names(Finding found, string path) =>
        found.File == path
        || found.Problem.Contains(path, StringComparison.Ordinal)
        || (path.EndsWith("log.signed", StringComparison.Ordinal) && found.File is $"{Data}/log" or $"{Data}/log/keys")
        || (path.EndsWith(".pack", StringComparison.Ordinal) && found.File.StartsWith($"{Data}/content", StringComparison.Ordinal))
        || (path.EndsWith("/end", StringComparison.Ordinal) && found.File.StartsWith($"{Data}/content", StringComparison.Ordinal))
        || (path.Contains("/log/", StringComparison.Ordinal) && found.File.StartsWith($"{Data}/log", StringComparison.Ordinal))
        || (path == $"{Data}/keys/log" && found.File.StartsWith($"{Data}/keys", StringComparison.Ordinal));

    /// <summary>On a copy of the disk: the log is refused, or is what was written.</summary>
    private async Task NotMisledAsync(string what, bool mayBeGone)
    {
        var copy = new SimulatedDisk(new Random(1));
        copy.CreateDirectories(Data);
        foreach (var file in _disk.AllPaths().Where(p => p != $"{Data}/lock"))
        {
            copy.CreateDirectories(Path.GetDirectoryName(file)!);
            copy.Plant(file, _disk.Peek(file));
        }

        try
        {
            await using var log = await RecordLog.OpenAsync(Data, TimeProvider.System, new LogOptions(), Settings with { Disk = copy }, default);
            var leaves = await log.ReadAsync(0, default).Take(_receipts.Count).Select(l => l.Hash).ToListAsync();
            Assert.True(mayBeGone || leaves.SequenceEqual(_receipts.Select(r => r.Hash)), $"{what}: other leaves");
            foreach (var content in _contents.Where(_ => _random.Next(20) == 0))
            {
                var read = await log.ContentAsync(Digest.Of(content), default);
                Assert.True(read is null ? mayBeGone : read.AsSpan().SequenceEqual(content), $"{what}: another content");
            }
        }
        catch (Exception e) when (e is DamagedLogException or NewerFormatException)
        {
            // Refused, and named.
        }
    }
}
