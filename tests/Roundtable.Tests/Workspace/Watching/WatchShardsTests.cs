using System.Text.Json.Nodes;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Watching.Monitoring;
using Roundtable.Watching.Monitoring;
using Roundtable.Workspace;
using Roundtable.Workspace.Watching;

namespace Roundtable.Tests.Workspace.Watching;

/// <summary>Shards that exchange files find what one process finds, in whatever order they are merged; what does not belong together is refused.</summary>
public sealed class WatchShardsTests : IDisposable
{
    private static readonly TrafficSimulator _benign = new TrafficSimulator(1).People(250, 6, 7, "before");
    private static readonly TrafficSimulator _mixed = new TrafficSimulator(2).People(200, 6, 7).Campaign(25, 8, 0.5, 7).Resold("shop", 260).Batch(60);

    private readonly SampleWorkspace _workspace = new();
    private readonly WatchShards _shards;
    private readonly WatchRequest _request;

    public WatchShardsTests()
    {
        _shards = new WatchShards(_workspace.Context);
        _request = new WatchRequest("someone")
        {
            File = _workspace.Write("now.jsonl", _mixed.Lines),
            Reference = _workspace.Write("before.jsonl", _benign.Lines),
            Settings = new WatchSettings { SketchBits = 14, WindowSize = 300, FalseAlarmRate = 0.05 },
            Record = false,
        };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Any_number_of_shards_merged_in_any_order_gives_the_findings_of_one_process()
    {
        var alone = WatchJson.Of(await new WatchService(_workspace.Context).RunAsync(_request, Cancellation));
        Assert.Contains(alone["findings"]!.AsArray(), f => (string?)f!["grade"] != "notice");
        Assert.NotEmpty(alone["resellers"]!.AsArray());
        var random = new Random(5);
        for (var shards = 1; shards <= TestDepth.Of(3, 12); shards += 2)
        {
            var report = await ReportAsync(shards, parts => random.Shuffle(parts));
            foreach (var member in alone.Where(m => shards == 1 || m.Key != "windows"))
            {
                Assert.Equal(member.Value!.ToJsonString(), report[member.Key]?.ToJsonString());
            }

            // Each shard's windows are its own callers'; none is left out of the counts, but for one unfinished window a shard.
            Assert.InRange(Windows(report), Windows(alone) - shards, Windows(alone));
        }
    }

    [Fact]
    public async Task Later_rounds_read_neither_traffic_nor_reference_and_what_is_kept_has_no_words()
    {
        var whole = await ReportAsync(3, _ => { });
        var report = await ReportAsync(3, _ => { }, round =>
        {
            if (round == 1)
            {
                File.Delete(_request.File!);
                File.Delete(_request.Reference!);
                Assert.All(Directory.GetFiles(_workspace.Path, ".part-*.prompts"), kept =>
                {
                    Assert.DoesNotContain("reasoning", File.ReadAllText(kept, System.Text.Encoding.Latin1), StringComparison.Ordinal);
                    Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(kept) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
                });
            }
        });
        Assert.Equal(whole.ToJsonString(), report.ToJsonString());
    }

    [Fact]
    public async Task What_is_kept_is_not_used_where_it_is_damaged_of_another_run_or_gone()
    {
        var whole = await ReportAsync(2, _ => { });
        var other = Path.Combine(_workspace.Path, "other");
        await _shards.WriteAsync(_request with { Settings = _request.Settings with { Seed = 9 } }, 1, 2, null, other, Cancellation);
        var report = await ReportAsync(2, _ => { }, round =>
        {
            var kept = Path.Combine(_workspace.Path, ".part-0.prompts");
            switch (round)
            {
                case 1:
                    var bytes = File.ReadAllBytes(kept);
                    bytes[bytes.Length / 2] ^= 1;
                    File.WriteAllBytes(kept, bytes);
                    break;
                case 2:
                    File.Copy(Path.Combine(_workspace.Path, ".other.prompts"), kept, overwrite: true);
                    break;
                case 3:
                    File.Delete(kept);
                    break;
                default:
                    break;
            }
        });
        Assert.Equal(whole.ToJsonString(), report.ToJsonString());

        // Traffic that has changed since is not what was kept: it is seen once it is read again.
        var parts = new[] { await PartAsync(_request, 1, 2, null, "part-0"), await PartAsync(_request, 2, 2, null, "part-1") };
        var merged = Path.Combine(_workspace.Path, "merged");
        await _shards.MergeAsync(parts, merged, "someone", record: false, Cancellation);
        _workspace.Write("now.jsonl", _mixed.Lines.ReplaceLineEndings("\n").Split('\n', 2)[1]);
        await PartAsync(_request, 1, 2, merged, "part-0");
        File.Delete(Path.Combine(_workspace.Path, ".part-1.prompts"));
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => PartAsync(_request, 2, 2, merged, "part-1"));
        Assert.Contains("'traffic' differs", error.Message, StringComparison.Ordinal);

        // A part of an earlier run over the same names: the first round always reads.
        var again = await ReportAsync(2, _ => { });
        Assert.Equal((long)whole["prompts"]! - 1, (long)again["prompts"]!);
    }

    [Fact]
    public async Task What_does_not_belong_together_is_refused()
    {
        var (one, two) = (await PartAsync(_request, 1, 2, null), await PartAsync(_request, 2, 2, null));
        await RefusedAsync("missing: 2", one);
        await RefusedAsync("given twice", one, two, two);
        await RefusedAsync("'settings' differs", one, await PartAsync(_request with { Settings = _request.Settings with { Seed = 2 } }, 2, 2, null));
        await RefusedAsync("'shards' differs", one, await PartAsync(_request, 2, 3, null));
        await RefusedAsync("'until' differs", one, await PartAsync(_request with { Until = TrafficSimulator.Start.AddDays(3) }, 2, 2, null));
        var other = _request with { Reference = _workspace.Write("other.jsonl", new TrafficSimulator(3).People(250, 6, 7, "before").Lines) };
        await RefusedAsync("'referenceDigest' differs", one, await PartAsync(other, 2, 2, null));

        // Traffic that changed since, between shards and between rounds.
        var merged = Path.Combine(_workspace.Path, "merged");
        await _shards.MergeAsync([one, two], merged, "someone", record: false, Cancellation);
        await RefusedAsync("is merged already", merged, two);
        _workspace.Write("now.jsonl", _mixed.Lines.ReplaceLineEndings("\n").Split('\n', 2)[1]);
        await RefusedAsync("'traffic' differs", one, await PartAsync(_request, 2, 2, null));
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => PartAsync(_request, 1, 2, merged));
        Assert.Contains("'traffic' differs", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WorkspaceException>(() => PartAsync(_request, 1, 2, one));
    }

    [Fact]
    public async Task Damaged_shortened_and_newer_files_are_refused_whatever_byte_it_is()
    {
        var part = await PartAsync(_request, 1, 1, null);
        var (bytes, random) = (await File.ReadAllBytesAsync(part, Cancellation), new Random(3));
        for (var i = 0; i < TestDepth.Of(40, 2000); i++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(part, i % 2 == 0 ? damaged : bytes[..random.Next(bytes.Length)], Cancellation);
            await Assert.ThrowsAnyAsync<Exception>(() => _shards.MergeAsync([part], part + "x", "someone", record: false, Cancellation));
        }

        await File.WriteAllBytesAsync(part, [.. "roundtable-watch-state/2\n"u8, .. bytes[25..]], Cancellation);
        await Assert.ThrowsAsync<Roundtable.Record.Files.NewerFormatException>(() => _shards.MergeAsync([part], part + "x", "someone", record: false, Cancellation));
        Assert.False(File.Exists(part + "x"));
    }

    [Fact]
    public async Task A_state_whose_digest_fits_and_whose_contents_are_nonsense_is_refused()
    {
        var part = await PartAsync(_request, 1, 1, null);
        var header = new ShardFile(part).Check().Header;
        var bytes = await File.ReadAllBytesAsync(part, Cancellation);
        var length = BitConverter.ToInt32(bytes, ShardFile.Format.Length);
        var random = new Random(4);
        for (var i = 0; i < TestDepth.Of(60, 5000); i++)
        {
            var body = bytes.AsSpan(ShardFile.Format.Length + 8, length).ToArray();
            for (var k = random.Next(1, 4); k > 0; k--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            body = body[..random.Next(body.Length)];
            new ShardFile(part).Write(w => w.Write(body), () => header.DeepClone().AsObject());
            await Assert.ThrowsAsync<WorkspaceException>(() => _shards.MergeAsync([part], part + "x", "someone", record: false, Cancellation));
        }
    }

    private static int Windows(JsonObject report) => (int)report["windows"]!["tested"]! + (int)report["windows"]!["untested"]!;

    private async Task RefusedAsync(string why, params string[] parts)
    {
        var error = await Assert.ThrowsAsync<WorkspaceException>(() => _shards.MergeAsync(parts, Path.Combine(_workspace.Path, "never"), "someone", record: false, Cancellation));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_workspace.Path, "never")));
    }

    private async Task<string> PartAsync(WatchRequest request, int shard, int shards, string? after, string? name = null)
    {
        var to = Path.Combine(_workspace.Path, name ?? Guid.NewGuid().ToString("N"));
        await _shards.WriteAsync(request, shard, shards, after, to, Cancellation);
        return to;
    }

    private async Task<JsonObject> ReportAsync(int shards, Action<string[]> shuffle, Action<int>? between = null)
    {
        string? after = null;
        for (var round = 1; ; round++)
        {
            var parts = new string[shards];
            for (var i = 0; i < shards; i++)
            {
                parts[i] = await PartAsync(_request, i + 1, shards, after, $"part-{i}");
            }

            Assert.Equal(round < ShardRounds.Count ? shards : 0, Directory.GetFiles(_workspace.Path, ".part-*.prompts").Length);
            between?.Invoke(round);

            shuffle(parts);
            after = Path.Combine(_workspace.Path, $"merged-{shards}-{round}");
            var (merged, report) = await _shards.MergeAsync(parts, after, "someone", record: false, Cancellation);
            Assert.Equal(round, merged);
            if (report is not null)
            {
                Assert.Equal(ShardRounds.Count, round);
                return report;
            }
        }
    }
}
