using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;
using Roundtable.Record.Witnesses;

namespace Roundtable.Tests.Record.Witnesses;

public sealed class WitnessTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-");
    private readonly SigningKey _log = SigningKey.New("example.org/log");
    private readonly SigningKey _key = SigningKey.New("witness.example/w1", SignatureType.Cosignature);
    private readonly TileTree _tree = Tree(0, 300);
    private readonly TileTree _fork = Tree(1, 300);

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Checkpoints_that_go_on_from_each_other_are_cosigned_and_remembered()
    {
        long old = 0;
        foreach (var size in (long[])[0, 1, 1, 7, 256, 300])
        {
            var (answer, note) = Submit(_tree, old, size);
            Assert.True(answer.Status == 200, answer.Body);
            Assert.True(note.With(SignedNote.ParseSignatures(answer.Body)).IsSignedBy(_key.Verifier));
            old = size;
        }

        var hash = Digest.Of(Encoding.UTF8.GetBytes(_log.Verifier.Name)).ToString();
        var kept = SignedCheckpoint.Parse(New().Checkpoint(hash)!);
        Assert.Equal(300, kept.Checkpoint.Size);
        Assert.True(kept.Note.IsSignedBy(_key.Verifier) && kept.Note.IsSignedBy(_log.Verifier));
        Assert.Null(New().Checkpoint("../" + hash[3..]));
        Assert.Null(New().Checkpoint(Digest.Of("x"u8).ToString()));
    }

    [Fact]
    public void Lines_of_strangers_beside_the_logs_are_not_kept_and_disable_nobody()
    {
        var stranger = SigningKey.New("stranger");
        for (long old = 0; old < 3; old++)
        {
            var checkpoint = Note(_tree, old + 1);

            // 62 lines of strangers, and one under the witness's own name and ID that it never wrote.
            var junk = Enumerable.Range(0, 62).Select(_ => stranger.Sign(checkpoint.Note.Text)).Append(new NoteSignature(_key.Verifier.Name, _key.Verifier.Id, new byte[72]));
            var body = new Submission(old, old > 0 ? _tree.ProveConsistency(old, old + 1) : [], checkpoint with { Note = checkpoint.Note.With(junk) }).ToBytes();
            var answer = New().AddCheckpoint(body);
            Assert.True(answer.Status == 200, answer.Body);
            var kept = SignedCheckpoint.Parse(New().Checkpoint(Digest.Of(Encoding.UTF8.GetBytes(_log.Verifier.Name)).ToString())!);
            Assert.Equal([_log.Verifier.Name, _key.Verifier.Name], kept.Note.Signatures.Select(s => s.KeyName));
            Assert.True(kept.Note.IsSignedBy(_key.Verifier) && kept.Note.IsSignedBy(_log.Verifier));
        }
    }

    [Fact]
    public void A_checkpoint_with_extension_lines_is_cosigned_as_it_stands()
    {
        var checkpoint = Note(_tree, 7).Checkpoint with { Extensions = "opaque one\nanother\n" };
        var note = SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), _log);
        var answer = New().AddCheckpoint(new Submission(0, [], new SignedCheckpoint(checkpoint, note)).ToBytes());
        Assert.True(answer.Status == 200, answer.Body);
        Assert.True(note.With(SignedNote.ParseSignatures(answer.Body)).IsSignedBy(_key.Verifier));
        Assert.Equal(200, Submit(_tree, 7, 300).Answer.Status);
    }

    [Fact]
    public void A_fork_a_rollback_and_a_wrong_proof_are_not()
    {
        Submit(_tree, 0, 100);
        Assert.Equal(422, Submit(_fork, 100, 200).Answer.Status);
        Assert.Equal(422, Submit(_fork, 100, 100).Answer.Status);
        Assert.Equal(400, Submit(_tree, 100, 50).Answer.Status);
        var (conflict, _) = Submit(_tree, 0, 300);
        Assert.Equal((409, "100\n", "text/x.tlog.size"), (conflict.Status, conflict.Body, conflict.ContentType));
        Assert.Equal(409, Submit(_tree, 99, 300).Answer.Status);
        Assert.Equal(422, New().AddCheckpoint(new Submission(100, _tree.ProveConsistency(99, 300), Note(_tree, 300)).ToBytes()).Status);
        Assert.Equal(200, Submit(_tree, 100, 300).Answer.Status);
    }

    [Fact]
    public void Strangers_and_forgers_are_told_apart()
    {
        var stranger = SigningKey.New("example.org/other");
        var forger = SigningKey.New("example.org/log");
        Assert.Equal(404, Submit(_tree, 0, 1, stranger).Answer.Status);
        Assert.Equal(403, Submit(_tree, 0, 1, forger).Answer.Status);
        var note = Note(_tree, 1).Note;
        var tampered = note.With([_log.Sign("something else\n")]);
        Assert.Equal(403, New().AddCheckpoint(new Submission(0, [], new SignedCheckpoint(Note(_tree, 1).Checkpoint, tampered)).ToBytes()).Status);
        foreach (var body in (string[])["", "old 0\n", "old 00\n\nx", "old -1\n\n" + Encoding.UTF8.GetString(note.ToBytes()), "old 0\nshort\n\n" + Encoding.UTF8.GetString(note.ToBytes()), "old 0\n\nno checkpoint\n"])
        {
            Assert.Equal(400, New().AddCheckpoint(Encoding.UTF8.GetBytes(body)).Status);
        }
    }

    [Fact]
    public async Task Submissions_at_once_never_take_it_back()
    {
        var witness = New();
        Assert.Equal(200, witness.AddCheckpoint(new Submission(0, [], Note(_tree, 10)).ToBytes()).Status);
        var bodies = Enumerable.Range(11, 20).Select(size => new Submission(10, _tree.ProveConsistency(10, size), Note(_tree, size)).ToBytes()).ToList();
        var answers = await Task.WhenAll(bodies.Select(b => Task.Run(() => witness.AddCheckpoint(b), TestContext.Current.CancellationToken)));
        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal(409, a.Status));
    }

    [Fact]
    public void A_witness_whose_memory_is_newer_or_unreadable_cosigns_nothing()
    {
        Assert.Equal(200, Submit(_tree, 0, 10).Answer.Status);
        var layout = Path.Combine(_directory.FullName, "layout");
        Assert.Equal("roundtable/witness-layout/v1\n", File.ReadAllText(layout));
        var running = New();
        File.WriteAllText(layout, "roundtable/witness-layout/v2\n");
        Assert.Throws<NewerFormatException>(New);
        Assert.Throws<NewerFormatException>(() => running.AddCheckpoint(new Submission(10, _tree.ProveConsistency(10, 20), Note(_tree, 20)).ToBytes()));
        Assert.StartsWith($"{layout} has format version 2,", Assert.Throws<NewerFormatException>(() => Submit(_tree, 10, 20)).Message, StringComparison.Ordinal);
        File.WriteAllText(layout, "something");
        Assert.Contains(layout, Assert.Throws<IOException>(() => Submit(_tree, 10, 20)).Message, StringComparison.Ordinal);
        File.Delete(layout);
        Assert.Equal(200, Submit(_tree, 10, 20).Answer.Status);
        Assert.True(File.Exists(layout));

        var kept = Path.Combine(_directory.FullName, Digest.Of(Encoding.UTF8.GetBytes(_log.Verifier.Name)).ToString());
        File.WriteAllText(kept, "something");
        Assert.Contains(kept, Assert.Throws<IOException>(() => Submit(_tree, 20, 30)).Message, StringComparison.Ordinal);
        Assert.Equal("something", File.ReadAllText(kept));
    }

    private Witness New() => new(_directory.FullName, _key, [_log.Verifier], TimeProvider.System);

    private (WitnessResponse Answer, SignedNote Note) Submit(TileTree tree, long old, long size, SigningKey? key = null)
    {
        var checkpoint = Note(tree, size, key);
        IReadOnlyList<byte[]> proof = old > 0 && old <= size ? tree.ProveConsistency(old, size) : [];
        return (New().AddCheckpoint(new Submission(old, proof, checkpoint).ToBytes()), checkpoint.Note);
    }

    private SignedCheckpoint Note(TileTree tree, long size, SigningKey? key = null)
    {
        var checkpoint = new Checkpoint((key ?? _log).Verifier.Name, size, new Digest(size == 0 ? MerkleTree.EmptyRoot() : tree.Hash(0, size)));
        return new SignedCheckpoint(checkpoint, SignedNote.Sign(Encoding.UTF8.GetString(checkpoint.ToBytes()), key ?? _log));
    }

    private static TileTree Tree(int seed, int size)
    {
        Dictionary<TilePath, byte[]> tiles = [];
        var tree = TileTree.Load(0, path => tiles.GetValueOrDefault(path));
        for (var i = 0; i < size; i++)
        {
            tree.Append(MerkleTree.LeafHash(BitConverter.GetBytes(seed + i)), (path, hashes) => tiles[path] = hashes.ToArray());
        }

        return tree;
    }
}
