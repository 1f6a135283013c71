using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Registry;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Students;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Tests.Workspace.Students;

/// <summary>Students from a run to a folder: ruled on first, registered, judged through their teachers, tested, and what is refused.</summary>
[Collection(nameof(TaughtWork))]
public sealed class StudentServiceTests(TaughtWork work)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StudentService Service => new(work.Context);

    [Fact]
    public async Task A_student_is_on_the_record_and_judged_through_its_teachers()
    {
        var (folder, report) = (work.Student.Student, work.Student.Student.Report);
        Assert.Equal(("distil", "allowed", "acme", TaughtWork.Texts, 60), (report.Use, report.Outcome, report.As, report.Texts, report.Gold));
        Assert.Equal($"student/tone@{report.Digest[..12]}", report.Name);
        Assert.Equal(["bad", "good", "plain"], report.Classes.Order(StringComparer.Ordinal));
        var teacher = Assert.Single(report.Teachers);
        Assert.Equal(["open/fair", "open/poor"], teacher.Models);
        using var access = await RegistryAccess.OpenAsync(work.Context, Cancellation);
        Assert.Equal(teacher.Leaf, access.Artifacts.LeafOfLabels(teacher.Labels));

        // The entry's leaf names the labels, and these every answer.
        var model = access.Artifacts.Find($"model:{report.Name}");
        var edge = Assert.Single(model.Edges);
        Assert.Equal((EdgeKind.TaughtBy, LogArtifacts.OfLeaf(teacher.Leaf)), (edge.Kind, edge.From));
        Assert.True(Rule(access, model.Id, Use.Publish).IsAllowed);

        // The index of lineage says the same as the log.
        using var reader = new WorkspaceReader(work.Context);
        var lineage = await new RegistryService(work.Context, reader).LineageAsync(model.Id, Cancellation);
        Assert.Equal($"taught by leaf:{teacher.Leaf}", LineageList.Of(lineage.Up!, null).Groups[0].Nodes.Single().Text(up: true));

        // The ruling commits to every file.
        var document = access.Log!.Content(RecordLog.ReadLeaf(access.Log, work.Student.Ruling, access.Log.Leaves(work.Student.Ruling).First().Span).Document!.Value)!;
        var made = JsonNode.Parse(document)!["made"]!.AsObject();
        Assert.Equal(7, made.Count);
        Assert.All(made, m => Assert.Equal((string)m.Value!, Digest.Of(File.ReadAllBytes(Path.Combine(folder.Path, m.Key))).ToString()));
        Assert.Equal(report.Digest, (string)made[StudentFolder.ModelName]!);
    }

    [Fact]
    public async Task Answers_of_a_student_are_judged_through_its_teachers_too()
    {
        // The same labels, registered under terms that bar learning from them: what was made in breach is denied, and so is what it says.
        using var access = await RegistryAccess.OpenAsync(work.Context, Cancellation);
        var barred = new LabelFolder(RunFolders.Find(work.Data, work.Barred)).ReadRecord().Leaf;
        var entry = new ModelEntry
        {
            Id = new EntryId(EntryKind.Model, "student/smuggled", "1"),
            Owner = "acme",
            Kinds = [ModelKind.Classifier],
        };
        long answer;
        await using (var log = await LogAccess.OpenAsync(work.Context, Cancellation))
        {
            await Roundtable.Workspace.Registry.RegistryAppender.AppendAllAsync(log, [entry], [barred], TimeProvider.System, Cancellation);
            var text = "good"u8.ToArray();
            var leaf = new Leaf
            {
                Kind = LeafKind.ModelOutput,
                Time = TimeProvider.System.GetUtcNow(),
                Session = "01jd00000000000000000000aa",
                Producer = new Producer("student", "smuggled", "student/smuggled@1", new Route(RouteKind.Local)),
                Prompt = Digest.Of(text),
                Output = Digest.Of(text),
            };
            answer = (await log.AppendAsync(leaf, [text], Cancellation)).Leaf;
        }

        using var now = await RegistryAccess.OpenAsync(work.Context, Cancellation);
        Assert.Equal(Outcome.Denied, Rule(now, "model:student/smuggled@1", Use.Publish).Outcome);
        var said = Rule(now, LogArtifacts.OfLeaf(answer), Use.Publish);
        Assert.Equal(Outcome.Denied, said.Outcome);
        Assert.Contains("No model may be taught by answers", said.Findings[0].Ground.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_not_be_learned_is_not_and_the_refusal_is_on_the_record()
    {
        var request = work.Request(work.Barred);
        var e = await Assert.ThrowsAsync<WorkspaceException>(() => Service.TeachAsync(request, Cancellation));
        Assert.Equal(ErrorKind.Denied, e.Kind);
        Assert.Contains("Nothing was taught: distil is denied", e.Message, StringComparison.Ordinal);
        Assert.Contains("strict@1, section 2", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(request.Folder));
        Assert.DoesNotContain(Directory.EnumerateDirectories(work.Data), d => d.Contains(".part-", StringComparison.Ordinal));
        using var access = await RegistryAccess.OpenAsync(work.Context, Cancellation);
        var last = Enumerable.Range(0, (int)access.Log!.Head.Size).Select(i => RecordLog.ReadLeaf(access.Log, i, access.Log.Leaves(i).First().Span))
            .Last(l => l.Kind == LeafKind.Ruling);
        var ruling = JsonNode.Parse(access.Log.Content(last.Document!.Value)!)!;
        Assert.Equal(("distil", "denied"), ((string?)ruling["use"], (string?)ruling["outcome"]));
        Assert.DoesNotContain(access.Registry.All(), r => r.Entry.Id.Name == "student/barred");

        // One teacher of two that may not is enough.
        await Assert.ThrowsAsync<WorkspaceException>(() => Service.TeachAsync(request with { Teachers = [work.Run, work.Barred] }, Cancellation));
    }

    [Fact]
    public async Task Conditions_are_kept_in_name_card_and_licence()
    {
        var request = work.Request(work.Credited);
        var e = await Assert.ThrowsAsync<WorkspaceException>(() => Service.TeachAsync(request, Cancellation));
        Assert.Equal(ErrorKind.Denied, e.Kind);
        Assert.Contains("has to begin with \"Credo\"", e.Message, StringComparison.Ordinal);
        var taught = await Service.TeachAsync(request with { Name = "credo-tone" }, Cancellation);
        Assert.Equal("allowed-if", taught.Student.Report.Outcome);
        Assert.Contains("give the credit: Taught by Credit", taught.Student.Report.Conditions);
        Assert.Contains("Taught by Credit", taught.Student.Document(StudentFolder.LicenceName), StringComparison.Ordinal);
        Assert.Contains("Taught by Credit", taught.Student.Document(StudentFolder.CardName), StringComparison.Ordinal);
        Assert.Contains(work.Credited, taught.Student.Document(StudentFolder.CardName), StringComparison.Ordinal);

        // What people said of a text by the codebook counts whichever run it was drawn for.
        Assert.Equal(60, taught.Student.Report.Test.Gold!.Student.Trials);
    }

    [Fact]
    public async Task The_same_run_makes_the_same_student_and_other_labels_are_refused()
    {
        var again = await Service.TeachAsync(work.Request(work.Run) with { Threads = 1 }, Cancellation);
        foreach (var name in (string[])[StudentFolder.ModelName, StudentFolder.TestedName, StudentFolder.ReportName])
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(work.Student.Student.Path, name)), File.ReadAllBytes(Path.Combine(again.Student.Path, name)));
        }

        // Labels that somebody changed are not those that were ruled on.
        var run = RunFolders.Find(work.Data, work.Credited);
        var path = run.FilePath(LabelFolder.LabelsName);
        var labels = await File.ReadAllTextAsync(path, Cancellation);
        try
        {
            await File.WriteAllTextAsync(path, labels.Replace("\"good\"", "\"bad\"", StringComparison.Ordinal), Cancellation);
            var e = await Assert.ThrowsAsync<WorkspaceException>(() => Service.TeachAsync(work.Request(work.Credited) with { Name = "credo" }, Cancellation));
            Assert.Contains("are not those that leaf", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            await File.WriteAllTextAsync(path, labels, Cancellation);
        }

        var other = work.Request(work.Run) with { Codebook = work.Request(work.Run).Codebook with { Instructions = "What is the mood?" } };
        Assert.Contains("another codebook", (await Assert.ThrowsAsync<WorkspaceException>(() => Service.TeachAsync(other, Cancellation))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WorkspaceException>(() => Service.TeachAsync(work.Request(work.Run) with { Name = "a b" }, Cancellation));
        await Assert.ThrowsAsync<WorkspaceException>(() => Service.TeachAsync(work.Request(work.Run) with { Folder = work.Data }, Cancellation));
        await Assert.ThrowsAsync<WorkspaceException>(() => Service.TeachAsync(work.Request(work.Run) with { Teachers = [] }, Cancellation));
    }

    [Fact]
    public void A_folder_is_read_strictly_and_says_what_is_wrong_in_one_sentence()
    {
        var folder = Copy();
        Assert.Equal(work.Student.Student.Report.Digest, folder.Report.Digest);
        Assert.Equal(TaughtWork.Texts, folder.Tested().Count);
        Assert.Equal("tone", folder.Codebook().Name);
        Assert.Equal(3, folder.Model().Classes.Count);
        foreach (var (name, read) in (IEnumerable<(string, Action<StudentFolder>)>)
        [
            (StudentFolder.ModelName, f => f.Model()), (StudentFolder.CodebookName, f => f.Codebook()), (StudentFolder.TestedName, f => f.Tested()),
            (StudentFolder.ReportName, f => StudentFolder.Open(f.Path)),
        ])
        {
            var one = Copy();
            var path = Path.Combine(one.Path, name);
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);
            Says(one, read, ErrorKind.BadData, name);
            File.WriteAllText(path, "{\"format\":\"roundtable-student/2\"}");
            Says(one, read, ErrorKind.BadData, name);
            File.Delete(path);
            Says(one, read, name == StudentFolder.ReportName ? ErrorKind.NotFound : ErrorKind.BadData, name);
        }

        // A student in the folder of another is not that one.
        var swapped = Copy();
        var bytes = File.ReadAllText(Path.Combine(swapped.Path, StudentFolder.ReportName));
        File.WriteAllText(Path.Combine(swapped.Path, StudentFolder.ReportName), bytes.Replace(folder.Report.Digest, new string('0', 64), StringComparison.Ordinal));
        Assert.Contains("is not the student that", Assert.Throws<WorkspaceException>(() => StudentFolder.Open(swapped.Path).Model()).Message, StringComparison.Ordinal);

        static void Says(StudentFolder folder, Action<StudentFolder> read, ErrorKind kind, string name)
        {
            var e = Assert.Throws<WorkspaceException>(() => read(folder));
            Assert.Equal(kind, e.Kind);
            Assert.Contains(name, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
        }
    }

    [Fact]
    public void A_threshold_is_chosen_kept_and_used_and_a_promise_that_cannot_be_kept_changes_nothing()
    {
        var folder = Copy();
        Assert.Null(folder.HandOver());
        var stored = HandOverService.Choose(folder, new HandOverChoice.Budget(0.25))!;
        Assert.Equal(stored, folder.HandOver());
        StudentText[] texts = [.. Enumerable.Range(1_000, 400).Select(i => new StudentText($"{i}", TaughtWork.Item(i).Text))];
        var labelled = new Classification(folder.Model(), stored.MinProbability, 2).Label(texts, Cancellation).ToList();
        Assert.Equal(texts, labelled.Select(l => l.Text));
        Assert.InRange(labelled.Count(l => l.IsHandedOver), 40, 160);
        Assert.All(labelled, l => Assert.Equal(l.Probability < stored.MinProbability, l.IsHandedOver));
        var kept = labelled.Where(l => !l.IsHandedOver).ToList();
        Assert.True(kept.Count(l => l.Label == TaughtWork.Item(int.Parse(l.Text.Id, System.Globalization.CultureInfo.InvariantCulture)).Class) > 0.85 * kept.Count);

        Assert.Contains("No threshold keeps", Assert.Throws<WorkspaceException>(() => HandOverService.Choose(folder, new HandOverChoice.Precision(0.9999, true))).Message, StringComparison.Ordinal);
        Assert.Throws<WorkspaceException>(() => HandOverService.Choose(folder, new HandOverChoice.From(1.5)));
        Assert.Equal(stored, folder.HandOver());
        var precise = HandOverService.Choose(folder, new HandOverChoice.Precision(0.6, ByGold: false))!;
        Assert.Contains("its teacher would say", precise.Promise, StringComparison.Ordinal);
        Assert.Equal(precise.MinProbability, (double)HandOverService.Json(folder)["chosen"]!["minProbability"]!);

        // A threshold of another student is not this one's.
        File.WriteAllText(Path.Combine(folder.Path, StudentFolder.HandOverName), JsonSerializer.Serialize(new { format = "roundtable-handover/1", minProbability = 0.1, promise = "", student = "x" }));
        Assert.Contains("was not chosen for this student", Assert.Throws<WorkspaceException>(() => folder.HandOver()).Message, StringComparison.Ordinal);
        Assert.Null(HandOverService.Choose(folder, new HandOverChoice.Never()));
        Assert.Null(folder.HandOver());
    }

    [Fact]
    public void Report_and_table_say_the_same()
    {
        var folder = work.Student.Student;
        var report = folder.Document(StudentFolder.MarkdownName);
        Assert.Contains("## Learning curve", report, StringComparison.Ordinal);
        Assert.Contains(StudentSentences.Share(folder.Report.Test.Agreement), report, StringComparison.Ordinal);
        Assert.Equal(StudentMarkdown.Of(folder.Report), report);
        Assert.Equal(folder.Report.HandOver.Points.Count, HandOverService.Json(folder)["thresholds"]!.AsArray().Count);
        Assert.True(folder.Report.Test.Gold!.Student.Trials == 60 && folder.Report.Imitation is not null);
        Assert.Equal(folder.Report.Digest, StudentFolder.Find(work.Data, folder.Report.Name).Report.Digest); // another test may have taught the same once more
        Assert.Contains("no student", Assert.Throws<WorkspaceException>(() => StudentFolder.Find(work.Data, "nobody")).Message, StringComparison.Ordinal);
    }

    private static Ruling Rule(RegistryAccess access, string id, Use use) =>
        access.Judge.Rule(id, Intents.Of(access, use, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), "acme"), Cancellation);

    private StudentFolder Copy()
    {
        var path = work.Folder();
        Directory.CreateDirectory(path);
        foreach (var file in Directory.EnumerateFiles(work.Student.Student.Path))
        {
            File.Copy(file, Path.Combine(path, Path.GetFileName(file)));
        }

        return StudentFolder.Open(path);
    }
}
