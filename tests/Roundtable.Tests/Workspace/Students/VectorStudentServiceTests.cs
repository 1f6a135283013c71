using System.Text.Json.Nodes;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Terms.Yaml;
using Roundtable.Tests.Samples;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Students;
using Roundtable.Workspace.Students.Folders;
using Roundtable.Workspace.Students.Seats;
using Roundtable.Workspace.Vectors;

namespace Roundtable.Tests.Workspace.Students;

/// <summary>Students of sentence vectors: the model that makes them is ruled on, stands on the card, and no other takes its place.</summary>
[Collection(nameof(TaughtWork))]
public sealed class VectorStudentServiceTests(TaughtWork work) : IDisposable
{
    private readonly Addons _addons = new();
    private readonly TinySentenceModel _model = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WorkspaceContext Context => _addons.In(work.Context);

    [Fact]
    public async Task The_model_of_the_vectors_is_ruled_on_named_and_needed_ever_after()
    {
        await RegisterAsync();
        var service = new StudentService(Context);
        var request = work.Request(work.Run) with { Name = "seeing", Vectors = _model.Folder };

        // Whose terms nobody named teaches nothing, and the refusal is on the record; neither does one whose terms forbid it.
        var unnamed = await Assert.ThrowsAsync<WorkspaceException>(() => service.TeachAsync(request, Cancellation));
        Assert.Equal(ErrorKind.Unsettled, unnamed.Kind);
        Assert.Contains("on the record as leaf", unnamed.Message, StringComparison.Ordinal);
        Assert.Contains("--vectors-model", unnamed.Message, StringComparison.Ordinal);
        var denied = await Assert.ThrowsAsync<WorkspaceException>(() => service.TeachAsync(request with { VectorsModel = "acme/barred-encoder" }, Cancellation));
        Assert.Equal(ErrorKind.Denied, denied.Kind);
        await Assert.ThrowsAsync<WorkspaceException>(() => service.TeachAsync(request with { VectorsModel = "acme/nowhere" }, Cancellation));
        await Assert.ThrowsAsync<WorkspaceException>(() => service.TeachAsync(request with { Vectors = null, VectorsModel = "acme/encoder" }, Cancellation));
        Assert.False(Directory.Exists(request.Folder));

        var taught = await service.TeachAsync(request with { VectorsModel = "acme/encoder" }, Cancellation);
        var (report, folder) = (taught.Student.Report, taught.Student);
        Assert.Equal("allowed-if", report.Outcome);
        Assert.Contains(report.Conditions, c => c.Contains("Vectors by Acme", StringComparison.Ordinal));
        using (var encoder = SentenceEncoders.Open(Context, _model.Folder))
        {
            var vectors = report.Vectors!;
            Assert.Equal(
                (encoder.Model.Name, "model:acme/encoder@1", encoder.Model.Digest.ToString(), "mean", 6, "apache-2.0"),
                (vectors.Name, vectors.Entry, vectors.Digest, vectors.Pooling, vectors.Dimensions, vectors.Licence));
            Assert.Equal(encoder.Model.Files.Count, vectors.Files.Count);
            Assert.Equal(3, vectors.Tried.Count);
        }

        Assert.Equal(6, folder.Model().Dimensions);
        foreach (var document in (string[])[StudentFolder.CardName, StudentFolder.MarkdownName])
        {
            var text = await File.ReadAllTextAsync(Path.Combine(folder.Path, document), Cancellation);
            Assert.Contains(Path.GetFileName(_model.Folder), text, StringComparison.Ordinal);
            Assert.Contains("model:acme/encoder@1", text, StringComparison.Ordinal);
            Assert.DoesNotContain(_model.Folder, text, StringComparison.Ordinal);
        }

        Assert.Contains("Vectors by Acme", await File.ReadAllTextAsync(Path.Combine(folder.Path, StudentFolder.LicenceName), Cancellation), StringComparison.Ordinal);
        var source = Assert.Single(taught.Model.Entry.Sources);
        Assert.Equal(("model:acme/encoder@1", new DateOnly(2026, 2, 3)), (source.From.ToString(), source.On));

        // Judged ever after through the model too, and usable: on which day it was used is known, whether its entry says so or not.
        var undated = await service.TeachAsync(request with { VectorsModel = "acme/undated-encoder", Folder = work.Folder(), Name = "undated" }, Cancellation);
        Assert.NotNull(Assert.Single(undated.Model.Entry.Sources).On);
        foreach (var model in (TaughtFolder[])[taught, undated])
        {
            using var access = await RegistryAccess.OpenAsync(work.Context, Cancellation);
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var ruling = access.Judge.Rule(model.Model.Entry.Id.ToString(), Intents.Of(access, Use.Publish, today, "acme"), Cancellation);
            Assert.Equal(Outcome.AllowedIf, ruling.Outcome);
            Assert.Contains(ruling.Conditions, c => c.Instruction.Contains("Vectors by Acme", StringComparison.Ordinal));
        }

        // The same on one thread and on seven.
        foreach (var threads in (int[])[1, 7])
        {
            var again = await service.TeachAsync(request with { VectorsModel = "acme/encoder", Folder = work.Folder(), Threads = threads }, Cancellation);
            Assert.Equal(report.Digest, again.Student.Report.Digest);
        }

        await AnswersAsync(folder);
    }

    [Fact]
    public void A_student_of_words_takes_no_vectors()
    {
        var e = Assert.Throws<WorkspaceException>(() => work.Student.Student.Encoder(Context, _model.Folder));
        Assert.Contains("words and letters alone", e.Message, StringComparison.Ordinal);
        Assert.Null(work.Student.Student.Encoder(Context, null));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _addons.Dispose();
    }

    private async Task AnswersAsync(StudentFolder folder)
    {
        StudentText[] texts = [.. Enumerable.Range(2_000, 90).Select(i => new StudentText($"r{i}", TaughtWork.Item(i).Text))];
        List<ClassifiedText> said;
        using (var encoder = folder.Encoder(Context, null))
        {
            said = [.. new Classification(folder.Model(), 0, 2, encoder).Label(texts, Cancellation)];
            Assert.True(said.Count(s => s.Label == TaughtWork.Item(int.Parse(s.Text.Id[1..], System.Globalization.CultureInfo.InvariantCulture)).Class) > 63);
        }

        // In a seat it says the same.
        await File.WriteAllLinesAsync(
            Path.Combine(work.Data, "seen.jsonl"), texts.Select(t => new JsonObject { ["id"] = t.Id, ["text"] = t.Text }.ToJsonString()), Cancellation);
        using (var client = new StudentClient(folder, folder.Encoder(Context, null)))
        {
            var vote = await client.GetResponseAsync(
                [new(Microsoft.Extensions.AI.ChatRole.User, $"Question:\n{texts[0].Text}\n\nOptions, in no particular order:\nOption A: bad\nOption B: good\nOption C: plain\n")],
                cancellationToken: Cancellation);
            Assert.Equal(said[0].Label, ((string)JsonNode.Parse(vote.Text)!["choice"]!) switch { "A" => "bad", "B" => "good", _ => "plain" });
        }

        // Another model in the place of its own, named or found again, is refused.
        using var other = new TinySentenceModel(seed: 9);
        Assert.Contains("other vectors would mean something else", Assert.Throws<WorkspaceException>(() => folder.Encoder(Context, other.Folder)).Message, StringComparison.Ordinal);
        _model.Write("vocab.txt", string.Join('\n', TinySentenceModel.Words.Reverse()) + "\n");
        Assert.Contains("name its folder with --vectors", Assert.Throws<WorkspaceException>(() => folder.Encoder(Context, null)).Message, StringComparison.Ordinal);
        var without = Assert.Throws<WorkspaceException>(() => folder.Encoder(
            work.Context with { Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = work.Data } }, _model.Folder));
        Assert.Contains("need an add-on", without.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Classification(folder.Model(), 0, 1).Label(texts, Cancellation).Count());
    }

    private async Task RegisterAsync()
    {
        List<YamlProblem> problems = [];
        var entries = EntryReader.Read(
            """
            terms: encoder-credit
            version: "1"
            from: 2020-01-01
            source: { address: "https://encoder.example/terms", read: 2026-01-01 }
            confidence: high
            clauses:
              - { subject: [weights, outputs, content, derivatives], use: any, effect: allow-if, conditions: [ { attribution: Vectors by Acme } ], where: section 1, says: With credit. }
            ---
            terms: encoder-barred
            version: "1"
            from: 2020-01-01
            source: { address: "https://encoder.example/barred", read: 2026-01-01 }
            confidence: high
            clauses:
              - { subject: [weights, outputs, content, derivatives], use: any, effect: deny, where: section 1, says: No. }
            ---
            model: acme/encoder
            version: "1"
            kind: embedding-model
            weights: open
            licence: encoder-credit@1
            obtained: 2026-02-03
            ---
            model: acme/undated-encoder
            version: "1"
            kind: embedding-model
            weights: open
            licence: encoder-credit@1
            ---
            model: acme/barred-encoder
            version: "1"
            kind: embedding-model
            weights: open
            licence: encoder-barred@1
            obtained: 2026-02-03
            """,
            problems);
        Assert.Empty(problems);
        await RegistryAppender.AddAsync(work.Context, entries, [], Cancellation);
    }
}
