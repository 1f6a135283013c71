using System.Text;
using System.Text.Json;
using Roundtable.Record.Bundles;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Proofs;
using Roundtable.Record.Storage;
using Roundtable.Record.Tiles;
using Roundtable.Record.Verifying;
using Roundtable.Record.Witnesses;
using Roundtable.Tests.Record.Storage;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Record.Verifying;

/// <summary>Whatever reads bytes from outside gives a right answer or a clean error, in memory that the input's length bounds.</summary>
public sealed class HostileBytesTests : IDisposable
{
    private static readonly int _rounds = TestDepth.Of(3000, 100_000);

    private readonly DataDirectory _data = new();

    public static TheoryData<string> Readers => [.. _readers.Keys];

    public void Dispose() => _data.Dispose();

    private static readonly Dictionary<string, Action<byte[]>> _readers = new(StringComparer.Ordinal)
    {
        ["note"] = b => Same(b, SignedNote.Parse(b).ToBytes()),
        ["checkpoint"] = b => Same(b, SignedCheckpoint.Parse(b).Note.ToBytes()),
        ["key"] = b => Same(b, Encoding.UTF8.GetBytes(VerifierKey.Parse(Encoding.UTF8.GetString(b)).ToString())),
        ["proof"] = b => Same(b, TlogProof.Parse(b).ToBytes()),
        ["leafproof"] = b => LeafProof.Parse(b).Verify([]),
        ["leaf"] = b => Same(b, Leaf.Parse(b).ToBytes()),
        ["openings"] = b => Same(b, Openings.Write([.. Openings.Read(b).OrderBy(o => o.Key, StringComparer.Ordinal)])),
        ["entries"] = b => Assert.Equal(b.Length, EntryBundle.Read(b, 5).Sum(e => e.Length + EntryBundle.PrefixLength)),
        ["tile"] = b => _ = TileTree.Load(5, _ => b).Root(),
        ["path"] = b => Assert.True(!TilePath.TryParse(Encoding.UTF8.GetString(b), out var tile) || tile.ToString() == Encoding.UTF8.GetString(b)),
        ["submission"] = b => Same(b, Submission.Parse(b).ToBytes()),
        ["policy"] = b => TrustPolicy.Parse(Encoding.UTF8.GetString(b)),
        ["bundle"] = b => Refuse(BundleVerifier.Verify(new MemoryStream(b), [], null, default).Damage),
    };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Random_and_mutated_bytes_are_read_or_refused_cleanly(string reader)
    {
        var read = _readers[reader];
        var seed = await SeedAsync(reader);
        read(seed);
        var random = new Random(17);
        for (var round = 0; round < (reader is "bundle" or "leafproof" ? _rounds / 10 : _rounds); round++)
        {
            var bytes = round % 10 == 0 ? Noise(random) : Mutate(random, seed);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(bytes);
            }
            catch (Exception e) when (e is FormatException or JsonException)
            {
                // A clean error.
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000 + (200L * bytes.Length));
        }
    }

    /// <summary>Files of a data directory, one at a time, cut, torn and mutated: opening works or names the damage.</summary>
    [Fact]
    public async Task Mutated_files_are_opened_or_refused_cleanly()
    {
        await _data.FillAsync(3);
        await using (var log = await _data.OpenAsync(new StorageSettings { BetweenCheckpoints = TimeSpan.FromHours(1) }))
        {
            await DataDirectory.AppendAsync(log, 7);
            await DataDirectory.AppendAsync(log, 8);
            using var good = _data.Snapshot();
            var files = Directory.EnumerateFiles(good.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(good.Path, f)).ToList();
            var random = new Random(5);
            for (var round = 0; round < TestDepth.Of(600, 10_000); round++)
            {
                using var copy = good.Snapshot();
                var file = Path.Combine(copy.Path, files[random.Next(files.Count)]);
                await File.WriteAllBytesAsync(file, Mutate(random, await File.ReadAllBytesAsync(file)));
                try
                {
                    await using var opened = await copy.OpenAsync();
                    Assert.InRange(opened.Size, 3, 5);
                    Assert.Equal(opened.Size, await opened.ReadAsync(0, default).CountAsync());
                }
                catch (Exception e) when (e is DamagedLogException or NewerFormatException)
                {
                    // Named.
                }
            }
        }
    }

    private static void Same(byte[] read, byte[] written) => Assert.Equal(read, written);

    private static void Refuse(DamagedLogException? damage)
    {
        if (damage is not null)
        {
            throw new FormatException(damage.Message);
        }
    }

    private async Task<byte[]> SeedAsync(string reader)
    {
        await _data.FillAsync(5);
        using var store = FileStore.OpenReadOnly(_data.Path);
        var witness = SigningKey.New("w", SignatureType.Cosignature).Verifier;
        switch (reader)
        {
            case "note" or "checkpoint":
                return store.Read(ILogResources.Checkpoint)!;
            case "key":
                return Encoding.UTF8.GetBytes(witness.ToString());
            case "proof" or "leafproof":
                return LeafProof.Make(store, 2, ["output"]).Proof.ToBytes();
            case "leaf":
                return store.Leaves(2).First().ToArray();
            case "openings":
                return store.Content(Leaf.Parse(store.Leaves(2).First().Span).OpenedBy!.Value)!;
            case "entries":
                return store.Read("tile/entries/000.p/5")!;
            case "tile":
                return store.Read("tile/0/000.p/5")!;
            case "path":
                return "tile/0/x001/x234/067.p/12"u8.ToArray();
            case "submission":
                var tree = CheckedTree.Load(TreeVerifier.ReadCheckpoint(store, []).Checkpoint, store);
                return new Submission(3, tree.ProveConsistency(3, 5), SignedCheckpoint.Parse(store.Read(ILogResources.Checkpoint)!)).ToBytes();
            case "policy":
                return Encoding.UTF8.GetBytes($"witness w {witness} https://w.example/\ngroup g any w\nquorum g\n");
            default:
                var bundle = new MemoryStream();
                BundleWriter.Write(store, l => l.Index == 1, bundle, default);
                return bundle.ToArray();
        }
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(0, 3000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var bytes = seed.ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when length > 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, Noise(random).Take(30));
                    break;
                case 2 when length > 0:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4 when at < bytes.Count:
                    bytes[at] = (byte)"0919-+/=\n \"{[x"[random.Next(14)];
                    break;
                default:
                    if (at < bytes.Count)
                    {
                        bytes[at] ^= (byte)(1 << random.Next(8));
                    }

                    break;
            }
        }

        return [.. bytes];
    }
}
