using System.Text.Json;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Sets.Manifests;

namespace Roundtable.Tests.Workspace.Sets;

/// <summary>Training sets from the record to the folder, and what is refused.</summary>
public sealed class SetServiceTests : IDisposable
{
    private readonly SampleWorkspace _workspace = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SetService Service => new(_workspace.Context);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Debates_give_revision_pairs_ruled_on_proved_and_registered()
    {
        var session = await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000aa", "Is it so?", SampleSets.Open, SampleSets.Open, SampleSets.Open);
        var made = await Service.MakeAsync(SampleSets.Request(_workspace, "pairs"), Cancellation);
        Assert.Equal((2L, Outcome.Allowed), (made.Manifest.Rows, made.Manifest.Outcome));
        var rows = File.ReadAllLines(Path.Combine(made.Folder, "train.jsonl")).Select(l => JsonElement.Parse(l)).ToList();
        Assert.Equal(session.Rounds[1].Ballots[1].Text, rows[0].GetProperty("chosen")[0].GetProperty("content").GetString());
        Assert.Equal(session.Rounds[0].Ballots[1].Text, rows[0].GetProperty("rejected")[0].GetProperty("content").GetString());
        Assert.Equal("Is it so? (round 1)", rows[0].GetProperty("prompt")[1].GetProperty("content").GetString());

        // Where a row came from stands beside it, and not in it.
        Assert.DoesNotContain("leaf", File.ReadAllText(Path.Combine(made.Folder, "train.jsonl")), StringComparison.Ordinal);
        var line = SetRowLine.Read(File.ReadLines(Path.Combine(made.Folder, "rows.jsonl")).Select(System.Text.Encoding.UTF8.GetBytes).First());
        Assert.Equal($"session:{session.Id}/r1.s2>r2.s2", line.Id);
        Assert.Equal(
            [LogArtifacts.OfLeaf(session.Rounds[0].Ballots[1].Receipt.Leaf), LogArtifacts.OfLeaf(session.Rounds[1].Ballots[1].Receipt.Leaf)], line.Sources.Select(s => s.From));
        Assert.Equal(["qwen3-32b"], line.Models);

        var verified = SetVerifier.Verify(made.Folder, [await KeyAsync()], null, Cancellation);
        Assert.Equal((null, made.Leaf), (verified.Problem, verified.Leaf!.Value));
        using var access = await RegistryAccess.OpenAsync(_workspace.Context, Cancellation);
        var artifact = access.Artifacts.Find(LogArtifacts.OfLeaf(made.Leaf));
        Assert.Equal(Roundtable.Terms.Lineage.ArtifactKind.Set, artifact.Kind);
        var intent = Intents.Of(access, Use.TrainOpen, new DateOnly(2026, 11, 20), null);
        Assert.True(access.Judge.Rule(artifact.Id, intent, Cancellation).IsAllowed);

        // The dataset's lineage leads to every answer.
        var dataset = access.Judge.Rule(made.Dataset.Entry.Id.ToString(), intent, Cancellation);
        Assert.Contains(dataset.Findings, f => f.Path.Any(p => p.Artifact.Producer is not null) || dataset.Artifacts > 3);
        Assert.True(File.Exists(Path.Combine(made.Folder, "trl.yaml")) && File.Exists(Path.Combine(made.Folder, "axolotl.yaml")));
        Assert.DoesNotContain(Directory.EnumerateDirectories(_workspace.Path), d => d.Contains(".part-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_row_that_may_not_be_used_refuses_the_set_and_the_refusal_is_on_the_record()
    {
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000aa", "Is it so?", SampleSets.Open, SampleSets.Open);
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000bb", "Is it not?", SampleSets.Closed, SampleSets.Closed);
        var e = await Assert.ThrowsAsync<WorkspaceException>(() => Service.MakeAsync(SampleSets.Request(_workspace, "pairs") with { Use = Use.TrainCompeting }, Cancellation));
        Assert.True(e.Kind is ErrorKind.Denied or ErrorKind.Unsettled, e.Message);
        Assert.Contains("is not allowed for 1 of 2 rows", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_workspace.Path, "pairs")));
        await using (var log = await _workspace.OpenLogAsync())
        {
            var last = Leaf.Parse(log.Store.Leaves(log.Size - 1).First().Span);
            Assert.Equal(LeafKind.Ruling, last.Kind);
        }

        var made = await Service.MakeAsync(SampleSets.Request(_workspace, "pairs") with { Use = Use.TrainCompeting, OnlyAllowed = true }, Cancellation);
        Assert.Equal(1, made.Manifest.Rows);
        Assert.Equal(1, made.Manifest.LeftOut.Where(l => l.Key is "denied" or "unknown").Sum(l => l.Value));
        Assert.DoesNotContain("gpt", File.ReadAllText(Path.Combine(made.Folder, "rows.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ballot_that_read_what_may_not_be_used_may_not_be_used_either()
    {
        // The second seat's first ballot is its own; its second was made with what the closed model said.
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000aa", "Is it so?", SampleSets.Closed, SampleSets.Open);
        var request = SampleSets.Request(_workspace, "pairs") with { Use = Use.TrainCompeting, OnlyAllowed = true };
        await Assert.ThrowsAsync<WorkspaceException>(() => Service.MakeAsync(request, Cancellation));
    }

    [Fact]
    public async Task Conditions_are_carried_into_card_licence_and_names()
    {
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000aa", "Is it so?", SampleSets.Llama, SampleSets.Llama);
        var made = await Service.MakeAsync(SampleSets.Request(_workspace, "pairs") with { OnlyAllowed = true }, Cancellation);
        Assert.Equal(Outcome.AllowedIf, made.Manifest.Outcome);
        var licence = File.ReadAllText(Path.Combine(made.Folder, "LICENSE.md"));
        Assert.Contains("Built with Llama", licence, StringComparison.Ordinal);
        Assert.Contains("begins with \"Llama\"", licence, StringComparison.Ordinal);
        var students = new SetStudents(_workspace.Context);
        var e = await Assert.ThrowsAsync<WorkspaceException>(() => students.RegisterAsync(made.Folder, new TrainedModel("acme/tone", null, null, null, []), Cancellation));
        Assert.Equal(ErrorKind.Denied, e.Kind);
        var model = await students.RegisterAsync(made.Folder, new TrainedModel("acme/Llama-tone", null, null, null, []), Cancellation);
        Assert.Equal("model:acme/Llama-tone@1", model.Entry.Id.ToString());
    }

    [Fact]
    public async Task Splits_go_by_question_and_the_same_request_makes_the_same_bytes()
    {
        for (var i = 0; i < 40; i++)
        {
            await SampleSets.SaveDebateAsync(_workspace, $"01jd0000000000000000000{i:000}", $"Question {i / 2}?", SampleSets.Open, SampleSets.Open, SampleSets.Open);
        }

        var request = SampleSets.Request(_workspace, "one") with { Split = new SetSplit(60, 20, 20), Name = "pairs@1" };
        var one = await Service.MakeAsync(request, Cancellation);
        var lines = File.ReadLines(Path.Combine(one.Folder, "rows.jsonl")).Select(l => SetRowLine.Read(System.Text.Encoding.UTF8.GetBytes(l))).ToList();
        Assert.Equal(80, lines.Count);
        Assert.True(lines.Select(l => l.File).Distinct().Count() == 3, string.Join(", ", lines.Select(l => l.File).Distinct()));
        Assert.All(lines.GroupBy(l => l.Question, StringComparer.Ordinal), q => Assert.Single(q.Select(l => l.File).Distinct(StringComparer.Ordinal)));
        Assert.Equal(20, lines.Select(l => l.Question).Distinct(StringComparer.Ordinal).Count());
        var two = await Service.MakeAsync(request with { Folder = Path.Combine(_workspace.Path, "two"), Name = "pairs-again@1" }, Cancellation);
        foreach (var name in (string[])["train.jsonl", "validation.jsonl", "test.jsonl", "rows.jsonl", "rows.tree", "salt-key"])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(one.Folder, name)), File.ReadAllBytes(Path.Combine(two.Folder, name)));
        }

        Assert.Null(SetVerifier.Verify(one.Folder, [], null, Cancellation).Problem);
    }

    [Fact]
    public async Task A_source_is_taken_back_out_and_what_changed_is_told()
    {
        var gone = await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000aa", "Is it so?", SampleSets.Open, SampleSets.Open);
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000bb", "Is it not?", SampleSets.Llama, SampleSets.Llama);
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000cc", "Is it either?", SampleSets.Open, SampleSets.Open, SampleSets.Open);
        var made = await Service.MakeAsync(SampleSets.Request(_workspace, "pairs") with { Split = new SetSplit(50, 0, 50) }, Cancellation);
        Assert.Equal(4, made.Manifest.Rows);
        var removal = new SetRemoval(_workspace.Context);
        var without = await removal.WithoutAsync(made.Folder, $"session:{gone.Id}", Path.Combine(_workspace.Path, "without"), null, Cancellation);
        Assert.Equal((3, 1L, 0L), ((int)without.Manifest.Rows, without.Change!.Removed, without.Change.NoLongerAllowed));
        Assert.Equal(made.Leaf, without.Manifest.Without);
        Assert.Null(SetVerifier.Verify(without.Folder, [], null, Cancellation).Problem);

        // What remains keeps its bytes and its part.
        var before = Directory.EnumerateFiles(made.Folder, "t*.jsonl").SelectMany(f => File.ReadLines(f).Select(l => (Path.GetFileName(f), l))).ToHashSet();
        Assert.All(Directory.EnumerateFiles(without.Folder, "t*.jsonl").SelectMany(f => File.ReadLines(f).Select(l => (Path.GetFileName(f), l))), r => Assert.Contains(r, before));

        // A model by its name, and the conditions that go with it.
        var llama = await removal.WithoutAsync(made.Folder, "llama-3.1", Path.Combine(_workspace.Path, "without-llama"), null, Cancellation);
        Assert.Equal(1, llama.Change!.Removed);
        Assert.Contains(llama.Change.Gone, g => g.StartsWith("name-prefix: Llama", StringComparison.Ordinal));
        Assert.Equal(Outcome.Allowed, llama.Manifest.Outcome);
        var e = await Assert.ThrowsAsync<WorkspaceException>(() => removal.WithoutAsync(llama.Folder, "llama-3.1", Path.Combine(_workspace.Path, "again"), null, Cancellation));
        Assert.Equal(ErrorKind.NotFound, e.Kind);
    }

    [Theory]
    [InlineData("train.jsonl")]
    [InlineData("rows.jsonl")]
    [InlineData("rows.tree")]
    [InlineData("manifest.json")]
    [InlineData("manifest.tlog-proof")]
    [InlineData("salt-key")]
    [InlineData("LICENSE.md")]
    [InlineData("README.md")]
    [InlineData("trl.yaml")]
    public async Task A_file_that_was_changed_or_is_missing_is_found(string name)
    {
        await SampleSets.SaveDebateAsync(_workspace, "01jd00000000000000000000aa", "Is it so?", SampleSets.Open, SampleSets.Open);
        var made = await Service.MakeAsync(SampleSets.Request(_workspace, "pairs"), Cancellation);
        var key = await KeyAsync();
        var path = Path.Combine(made.Folder, name);
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at += Math.Max(1, bytes.Length / 40))
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            File.WriteAllBytes(path, changed);
            Assert.False(SetVerifier.Verify(made.Folder, [key], null, Cancellation).Holds, $"{name} at byte {at}");
        }

        File.WriteAllBytes(path, [.. bytes, (byte)'\n']);
        Assert.False(SetVerifier.Verify(made.Folder, [key], null, Cancellation).Holds);
        File.Delete(path);
        if (name == "manifest.json")
        {
            Assert.Throws<WorkspaceException>(() => SetVerifier.Verify(made.Folder, [key], null, Cancellation));
        }
        else
        {
            Assert.False(SetVerifier.Verify(made.Folder, [key], null, Cancellation).Holds);
        }

        File.WriteAllBytes(path, bytes);
        File.WriteAllText(Path.Combine(made.Folder, "model.bin"), "trained");
        var found = SetVerifier.Verify(made.Folder, [key], null, Cancellation);
        Assert.Equal((null, "model.bin"), (found.Problem, Assert.Single(found.Unlisted)));
        Assert.False(SetVerifier.Verify(made.Folder, [SigningKey.New("somebody-else").Verifier], null, Cancellation).Holds);
    }

    [Fact]
    public async Task A_row_is_proved_without_the_others()
    {
        for (var i = 0; i < 7; i++)
        {
            await SampleSets.SaveDebateAsync(_workspace, $"01jd0000000000000000000{i:000}", $"Question {i}?", SampleSets.Open, SampleSets.Open);
        }

        var made = await Service.MakeAsync(SampleSets.Request(_workspace, "pairs"), Cancellation);
        for (var i = 0; i < 7; i++)
        {
            var proof = RowProof.Read(System.Text.Encoding.UTF8.GetBytes(RowProof.Make(made.Folder, i).Json().ToJsonString()));
            Assert.True(proof.Holds(made.Manifest.Root));
            Assert.Equal(File.ReadLines(Path.Combine(made.Folder, "rows.jsonl")).ElementAt(i), System.Text.Encoding.UTF8.GetString(proof.Line));
            Assert.False((proof with { Index = (i + 1) % 7 }).Holds(made.Manifest.Root));
            Assert.False((proof with { Line = [.. proof.Line, (byte)' '] }).Holds(made.Manifest.Root));
        }

        Assert.Throws<WorkspaceException>(() => RowProof.Make(made.Folder, 7));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(100)]
    public void Salts_are_those_of_HMAC(int length)
    {
        var key = new byte[length];
        new Random(length).NextBytes(key);
        var salts = new SetSalts(key);
        foreach (var index in (long[])[0, 1, 255, 256, 1L << 40])
        {
            var message = new byte[sizeof(long)];
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(message, index);
            Assert.Equal(System.Security.Cryptography.HMACSHA256.HashData(key, message), salts[index].ToArray());
        }
    }

    private async Task<VerifierKey> KeyAsync()
    {
        await using var log = await _workspace.OpenLogAsync();
        return VerifierKey.ParseList(System.Text.Encoding.UTF8.GetString(log.Store.Read(LogKeys.PublicName)!))[^1];
    }
}
