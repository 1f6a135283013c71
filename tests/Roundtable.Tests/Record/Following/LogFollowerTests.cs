using Roundtable.Record.Checkpoints;
using Roundtable.Record.Files;
using Roundtable.Record.Following;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;
using Roundtable.Record.Witnesses;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Record.Following;

public sealed class LogFollowerTests : IDisposable
{
    private const string Address = "https://log.example.org/";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-");
    private readonly SigningKey _key = SigningKey.New("example.org/log");
    private readonly ManualTime _time = new();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_growing_log_is_mirrored_and_nothing_is_fetched_twice()
    {
        var log = new ServedLog(_key, 0);
        var before = 0;
        foreach (var size in (int[])[0, 1, 7, 7, 255, 256, 300, 511, 512, 513, 66_000, 66_001])
        {
            log.Reads.Clear();
            var step = Assert.IsType<FollowStep.Advanced>(Advance(log.Grow(size)));
            Assert.Equal((before, size), (step.From, step.To.Size));
            Assert.Equal(log.Files.Keys.Order(StringComparer.Ordinal), Mirrored().Keys.Order(StringComparer.Ordinal));
            Assert.All(Mirrored(), file => Assert.Equal(log.Files[file.Key], file.Value));
            Assert.DoesNotContain(log.Reads, path => TilePath.TryParse(path, out var tile) && tile.IsFull && tile.IsEntries && (tile.Index + 1) * 256 <= before);
            before = size;
        }

        // The mirror is a log like any other, also to the next follower.
        var verifier = new TreeVerifier(Followed().Resources, [_key.Verifier]);
        Assert.Equal(66_001, verifier.Leaves(null).Count());
        var second = FollowedLog.Open(Path.Combine(_directory.FullName, "second"));
        Assert.IsType<FollowStep.Advanced>(new LogFollower(second, [_key.Verifier], null, _time).Advance("mirror", Followed().Resources, default));
    }

    [Theory]
    [InlineData(300, 300, 299, SplitKind.Forked)]
    [InlineData(300, 301, 299, SplitKind.Rewritten)]
    [InlineData(300, 300, 0, SplitKind.Forked)]
    [InlineData(1, 66_000, 0, SplitKind.Rewritten)]
    [InlineData(300, 299, 10, SplitKind.Rewritten)]
    [InlineData(300, 299, 299, SplitKind.RolledBack)]
    [InlineData(300, 0, 0, SplitKind.RolledBack)]
    public void A_second_history_raises_the_alarm_and_keeps_both_checkpoints(int size, int next, int forkedAt, SplitKind kind)
    {
        var honest = new ServedLog(_key, size);
        var other = new ServedLog(_key, next, forkedAt);
        Assert.IsType<FollowStep.Advanced>(Advance(honest));
        var view = Assert.IsType<FollowStep.Split>(Advance(other)).View;
        Assert.Equal(kind, view.Kind);
        var kept = Followed().Alarm()!;
        Assert.Equal(view.Sentence, kept.Sentence);
        Assert.Equal([size, next], new[] { kept.First, kept.Second }.Select(s => (int)s.Checkpoint.Size).OrderBy(s => s == next && size != next ? 1 : 0));
        Assert.All([kept.First, kept.Second], s => Assert.True(s.Published.Note.IsSignedBy(_key.Verifier)));
        Assert.Equal(size, Followed().Kept()!.Checkpoint.Size); // the mirror is what was first shown
    }

    [Fact]
    public void What_does_not_verify_is_not_kept_and_passes_when_it_is_mended()
    {
        var log = new ServedLog(_key, 300);
        Assert.IsType<FollowStep.Advanced>(Advance(log));
        log.Grow(700);
        foreach (var path in log.Files.Keys.Where(p => p != "checkpoint" && p is not ("tile/0/000" or "tile/entries/000")))
        {
            var bytes = log.Files[path];
            log.Files[path] = [.. bytes[..^1], (byte)(bytes[^1] ^ 1)];
            Unverified(path);
            log.Files[path] = bytes[..^1];
            Unverified(path);
            log.Files.TryRemove(path, out _);
            Unverified(path);
            log.Files[path] = bytes;
        }

        var checkpoint = log.Files["checkpoint"];
        foreach (var bad in (byte[]?[])[null, [], "junk"u8.ToArray(), [.. checkpoint[..^2], (byte)'\n'], log.Note(700, SigningKey.New("example.org/log")), log.Note(700, SigningKey.New("example.org/other"))])
        {
            log.Files["checkpoint"] = bad ?? [];
            if (bad is null)
            {
                log.Files.TryRemove("checkpoint", out _);
            }

            Unverified("checkpoint");
        }

        log.Files["checkpoint"] = checkpoint;
        Assert.IsType<FollowStep.Advanced>(Advance(log));
        Assert.Equal(700, Followed().Kept()!.Checkpoint.Size);

        void Unverified(string what)
        {
            var step = Advance(log);
            Assert.True(step is FollowStep.Unverified { IsReached: true, Why.Length: > 0 }, $"{what}: {step}");
            Assert.Equal(300, Followed().Kept()!.Checkpoint.Size);
            Assert.Null(Followed().Alarm());
        }
    }

    [Fact]
    public void A_log_that_cannot_be_reached_or_a_stop_at_any_read_leaves_what_was_kept()
    {
        var log = new ServedLog(_key, 300);
        Assert.IsType<FollowStep.Advanced>(Advance(log));
        log.Grow(700);
        for (var at = 0; ; at++)
        {
            var reads = 0;
            log.BeforeRead = _ =>
            {
                if (Interlocked.Increment(ref reads) > at)
                {
                    throw new IOException("no route");
                }
            };
            if (Advance(log) is FollowStep.Advanced)
            {
                Assert.InRange(at, 5, 50);
                break;
            }

            Assert.Equal(300, Followed().Kept()!.Checkpoint.Size);
            Assert.IsType<Comparison.Agrees>(Follower().Compare("w", new ServedLog(_key, 299).Note(299)));
        }

        log.BeforeRead = static _ => { };
        log.Grow(800);
        using var stop = new CancellationTokenSource();
        log.BeforeRead = path => { if (path.StartsWith("tile/entries", StringComparison.Ordinal)) { stop.Cancel(); } };
        Assert.ThrowsAny<OperationCanceledException>(() => Follower().Advance(Address, log, stop.Token));
        Assert.Equal(700, Followed().Kept()!.Checkpoint.Size);
        log.BeforeRead = static _ => { };
        Assert.IsType<FollowStep.Advanced>(Advance(log));
    }

    [Fact]
    public void Checkpoints_that_others_were_shown_are_compared_now_or_when_the_log_gets_there()
    {
        var log = new ServedLog(_key, 700);
        var fork = new ServedLog(_key, 900, forkedAt: 650);
        Assert.IsType<Comparison.Newer>(Follower().Compare("w1", log.Note(10)));
        Assert.IsType<FollowStep.Advanced>(Advance(log.Grow(700)));
        foreach (var size in (int[])[0, 1, 256, 300, 649, 700])
        {
            Assert.IsType<Comparison.Agrees>(Follower().Compare("w1", log.Note(size)));
            Assert.IsType<Comparison.Agrees>(Follower().Compare("w2", fork.Note(Math.Min(size, 650))));
        }

        foreach (var (bytes, why) in ((byte[], string)[])[
            (log.Note(5, SigningKey.New("example.org/log")), "not signed"), (log.Note(5, SigningKey.New("example.org/other")), "another log"), ("no"u8.ToArray(), "note")])
        {
            Assert.Contains(why, Assert.IsType<Comparison.Foreign>(Follower().Compare("w3", bytes)).Why, StringComparison.Ordinal);
        }

        // A witness of the other side is ahead of the log: nothing can be said yet, and then everything.
        Assert.IsType<Comparison.Newer>(Follower().Compare("w2", fork.Note(800)));
        Assert.Null(Followed().Alarm());
        var view = Assert.IsType<FollowStep.Split>(Advance(log.Grow(801))).View;
        Assert.Equal((SplitKind.Rewritten, "w2", Address), (view.Kind, view.First.Source, view.Second.Source));
        Assert.NotNull(Followed().Alarm());
    }

    [Fact]
    public void Two_witnesses_that_contradict_each_other_are_found_before_the_log_shows_either()
    {
        Assert.IsType<Comparison.Newer>(Follower().Compare("w1", new ServedLog(_key, 20).Note(20)));
        var split = Assert.IsType<Comparison.Splits>(Follower().Compare("w2", new ServedLog(_key, 20, forkedAt: 3).Note(20)));
        Assert.Equal((SplitKind.Forked, "w1", "w2"), (split.View.Kind, split.View.First.Source, split.View.Second.Source));
    }

    [Theory]
    [InlineData(700, 649, SplitKind.Rewritten)]
    [InlineData(700, 700, SplitKind.Forked)]
    public void An_older_checkpoint_of_another_history_raises_the_alarm(int kept, int size, SplitKind kind)
    {
        Assert.IsType<FollowStep.Advanced>(Advance(new ServedLog(_key, kept)));
        var split = Assert.IsType<Comparison.Splits>(Follower().Compare("w2", new ServedLog(_key, size, forkedAt: 600).Note(size)));
        Assert.Equal(kind, split.View.Kind);
        Assert.Equal(kind, Followed().Alarm()!.Kind);
    }

    [Fact]
    public void Leaves_that_others_saw_and_the_log_goes_on_withholding_raise_the_alarm_after_a_while()
    {
        var log = new ServedLog(_key, 700);
        Assert.IsType<FollowStep.Advanced>(Advance(log));
        Assert.IsType<Comparison.Newer>(Follower().Compare("w1", new ServedLog(_key, 710).Note(710)));
        Assert.Null(Follower().Withheld(Address));
        _time.Advance(LogFollower.Patience);
        Assert.IsType<FollowStep.Advanced>(Advance(log));
        Assert.Equal(SplitKind.Withheld, Follower().Withheld(Address)!.Kind);
        Assert.Equal("example.org/log withholds leaves: w1 showed 710 leaves", Followed().Alarm()!.Sentence.Split(" with the root")[0]);
    }

    [Fact]
    public void A_log_that_gets_there_in_time_withholds_nothing()
    {
        var log = new ServedLog(_key, 700);
        Assert.IsType<FollowStep.Advanced>(Advance(log));
        Assert.IsType<Comparison.Newer>(Follower().Compare("w1", new ServedLog(_key, 710).Note(710)));
        _time.Advance(LogFollower.Patience);
        Assert.IsType<FollowStep.Advanced>(Advance(log.Grow(711)));
        Assert.Null(Follower().Withheld(Address));
    }

    [Fact]
    public void Without_the_cosignatures_of_the_policy_nothing_is_kept_but_a_fork_is_a_fork()
    {
        var witness = SigningKey.New("w1", SignatureType.Cosignature);
        var policy = TrustPolicy.Parse($"log {_key.Verifier}\nwitness w1 {witness.Verifier}\nquorum w1\n");
        var log = new ServedLog(_key, 30);
        Assert.Contains("cosignatures", Assert.IsType<FollowStep.Unverified>(Advance(log, policy)).Why, StringComparison.Ordinal);
        Assert.Null(Followed().Kept());
        log.Files["checkpoint"] = Cosigned(log.Note(30));
        Assert.IsType<FollowStep.Advanced>(Advance(log, policy));
        Assert.IsType<FollowStep.Split>(Advance(new ServedLog(_key, 40, forkedAt: 3), policy));

        byte[] Cosigned(byte[] note)
        {
            var parsed = SignedNote.Parse(note);
            return parsed.With([witness.Sign(parsed.Text, _time.GetUtcNow())]).ToBytes();
        }
    }

    [Fact]
    public void What_is_kept_and_spoiled_or_newer_is_told_and_not_believed()
    {
        var log = new ServedLog(_key, 300);
        Advance(log);
        var tile = Path.Combine(Followed().Location, "log", "tile", "0", "000");
        var bytes = File.ReadAllBytes(tile);
        File.WriteAllBytes(tile, [(byte)(bytes[0] ^ 1), .. bytes[1..]]);
        Assert.Throws<DamagedLogException>(() => Follower().Compare("w", log.Note(10)));
        File.WriteAllBytes(tile, bytes);
        var seen = Path.Combine(Followed().Location, "seen");
        var lines = File.ReadAllText(seen);
        File.WriteAllText(seen, lines + "{\"at\":\"2026"); // as a crash leaves it
        Assert.IsType<Comparison.Agrees>(Follower().Compare("w", log.Note(10)));
        Assert.Equal(2, Followed().Seen().Count);
        File.WriteAllText(seen, "junk\n");
        Assert.Contains(seen, Assert.Throws<IOException>(() => Followed().Seen()).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Followed().Location, "alarm"), "?");
        Assert.Throws<IOException>(() => Followed().Alarm());
        File.WriteAllText(Path.Combine(Followed().Location, "layout"), "roundtable/followed-layout/v2\n");
        Assert.Throws<NewerFormatException>(Followed);
    }

    /// <summary>Whatever histories are shown in whatever order, the alarm is raised exactly where two of them are not one.</summary>
    [Fact]
    public void The_alarm_is_raised_where_and_only_where_histories_differ()
    {
        for (var seed = 0; seed < TestDepth.Of(60, 2_000); seed++)
        {
            var random = new Random(seed);
            var directory = Path.Combine(_directory.FullName, seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var follower = new LogFollower(FollowedLog.Open(directory), [_key.Verifier], null, _time);
            List<(int Size, int ForkedAt)> shown = [];
            var kept = 0;
            for (var turn = 0; turn < 6; turn++)
            {
                var size = Math.Max(0, kept + random.Next(-3, 300));
                var forkedAt = random.Next(4) == 0 ? Math.Max(1, size - random.Next(4)) : int.MaxValue;
                var log = new ServedLog(_key, size, forkedAt);
                var advances = random.Next(2) == 0;
                var differs = shown.Exists(s => Math.Min(Fork(s), Fork((size, forkedAt))) < Math.Min(s.Size, size) && Fork(s) != Fork((size, forkedAt)));
                var alarm = advances ? follower.Advance(Address, log, default) is FollowStep.Split { View.Kind: not SplitKind.RolledBack } : follower.Compare("w", log.Note(size)) is Comparison.Splits;
                var waits = !advances && size > kept && !shown.Exists(s => s.Size == size);
                if (differs)
                {
                    // What is newer than the mirror is judged when the mirror gets there.
                    Assert.True(alarm || waits || shown.Exists(s => s.Size > kept), $"seed {seed}, turn {turn}");
                    break;
                }

                Assert.False(alarm, $"seed {seed}, turn {turn}");
                shown.Add((size, forkedAt));
                kept = advances ? Math.Max(kept, size) : kept;
                if (FollowedLog.Open(directory).Alarm() is not null)
                {
                    break; // rolled back
                }
            }
        }

        static int Fork((int Size, int ForkedAt) history) => history.ForkedAt >= history.Size ? int.MaxValue : history.ForkedAt;
    }

    private FollowedLog Followed() => FollowedLog.Open(FollowedLog.DirectoryOf(_directory.FullName, "example.org/log"));

    private LogFollower Follower(TrustPolicy? policy = null) => new(Followed(), [_key.Verifier], policy, _time);

    private FollowStep Advance(ServedLog log, TrustPolicy? policy = null) => Follower(policy).Advance(Address, log, default);

    private Dictionary<string, byte[]> Mirrored()
    {
        var root = Path.Combine(Followed().Location, "log");
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(root, f), f)).Where(f => f.Item1 != "keys")
            .ToDictionary(f => f.Item1, f => File.ReadAllBytes(f.f), StringComparer.Ordinal);
    }
}
