using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Students.HandOver;
using Roundtable.Annotation.Students.Imitation;
using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Teaching;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;
using Roundtable.Models.Vectors;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Rulings;
using Roundtable.Terms.Uses;
using Roundtable.Workspace.Judging;
using Roundtable.Workspace.Labels;
using Roundtable.Workspace.Lineage;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Sets;
using Roundtable.Workspace.Students.Folders;
using Roundtable.Workspace.Vectors;

namespace Roundtable.Workspace.Students;

/// <summary>Teaches students by what panels said of texts: ruled on first, then learned, tested, put on the record and written. docs/students.md.</summary>
/// <param name="workspace">The data directory, its registry and its log.</param>
public sealed class StudentService(WorkspaceContext workspace)
{
    /// <summary>Teaches a student.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellation">Stops; nothing is left then but what is on the record.</param>
    /// <exception cref="WorkspaceException">
    /// When the use is denied or unknown (the refusal is on the record, and nothing was learned), a run has no labels by the codebook, or there are too few.
    /// </exception>
    public async Task<TaughtFolder> TeachAsync(TeachRequest request, CancellationToken cancellation)
    {
        var name = StudentRecord.NameOf(request.Name ?? request.Codebook.Name);
        SetBuilder.Check(request.Folder);
        _ = KnownStudents.Of(workspace.DataDirectory).Read(); // a list that a newer program wrote is refused now and not when everything is done
        var runs = Runs(request);
        using var encoder = StudentEncoder.Open(workspace, request);
        using var access = await RegistryAccess.OpenAsync(workspace, cancellation);
        var intent = await Intents.TodayAsync(workspace, access, Use.Distil, request.As, cancellation);
        var record = new StudentRecord(workspace, access, intent);
        var teachers = runs.ConvertAll(r => record.Teacher(r, r.ReadRecord().Leaf));
        List<long> leaves = [.. teachers.Select(t => t.Leaf).Distinct()];
        var also = SetService.Also(access, request.Sources);
        if (encoder is not null)
        {
            also.Add(StudentEncoder.EdgeOf(access, request, encoder.Model, intent.On));
        }

        var ruling = await StudentEncoder.RuleAsync(() => record.RuleAsync(name, leaves, also, cancellation), encoder, request);

        Lesson lesson;
        await using (var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation))
        {
            lesson = await new LessonReader(workspace).ReadAsync(request.Codebook, runs, log, cancellation);
        }

        var taught = await Task.Run(() => Teach(lesson, request, encoder, cancellation), cancellation);
        var bytes = StudentFile.Write(taught.Student);
        var digest = Digest.Of(bytes);
        var settled = record.Settle(name, digest, also);
        var report = Report(settled[0].Id.Brief, digest, request.Codebook, (teachers, runs), ruling, lesson, taught) with
        {
            Vectors = encoder is null ? null : StudentVectors.Of(encoder.Model, also[^1].From, taught),
        };
        var files = Files(bytes, report, request.Codebook, taught.Tested, ruling);
        RegisteredEntry model;
        long ruled;
        await using (var log = await LogAccess.OpenPatientlyAsync(workspace, cancellation))
        {
            (model, ruled) = await record.RegisterAsync(log, settled, ruling, files.Select(f => (f.Name, Digest.Of(f.Bytes))), leaves, cancellation);
        }

        var folder = Write(request.Folder, files);
        KnownStudents.Of(workspace.DataDirectory).Add(folder);
        if (request.Vectors is { } vectors)
        {
            SentenceEncoders.Known(workspace.DataDirectory).Add(vectors);
        }

        return new TaughtFolder(StudentFolder.Open(folder), model, ruled);
    }

    private static TaughtStudent Teach(Lesson lesson, TeachRequest request, ISentenceEncoder? encoder, CancellationToken cancellation)
    {
        var threads = request.Threads ?? Environment.ProcessorCount;
        try
        {
            if (encoder is not null)
            {
                var vectors = encoder.Encode([.. lesson.Texts.Select(t => t.Text)], threads, cancellation);
                lesson = lesson with { Vectors = new LessonVectors(encoder.Model.Digest.ToArray(), vectors) };
            }

            var settings = new TeachingSettings { Seed = request.Seed, Threads = threads };
            return StudentTeacher.Teach(lesson, settings, cancellation);
        }
        catch (ArgumentException e)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, e.Message.Split(" (Parameter", 2)[0], e);
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }
    }

    private List<LabelFolder> Runs(TeachRequest request)
    {
        if (request.Codebook.Form is CodebookForm.Schema)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "A student says a class or a score: it cannot be taught JSON by a schema.");
        }

        List<LabelFolder> runs =
        [
            .. request.Teachers.Select(t => new LabelFolder(RunFolders.Find(workspace.DataDirectory, t)))
                .DistinctBy(r => r.Run.Path, StringComparer.Ordinal),
        ];
        foreach (var run in runs)
        {
            _ = run.ReadRecord();
            if (RunCodebook.Read(run.Run).Digest != request.Codebook.Digest)
            {
                throw new WorkspaceException(
                    ErrorKind.InvalidInput,
                    $"Run {run.Run.Plan.Id} labelled by another codebook than '{Neutralise.Line(request.Codebook.Name)}' as it stands now: one changed letter "
                        + "makes another codebook.");
            }
        }

        return runs.Count > 0 ? runs : throw new WorkspaceException(ErrorKind.InvalidInput, "--teacher is missing: a run whose labels are taught.");
    }

    private static StudentReport Report(
        string name,
        Digest digest,
        Codebook codebook,
        (IReadOnlyList<StudentTeacherSource> Sources, IReadOnlyList<LabelFolder> Runs) teachers,
        Ruling ruling,
        Lesson lesson,
        TaughtStudent taught) => new()
        {
            Name = name,
            Digest = digest.ToString(),
            Codebook = codebook.Name,
            CodebookDigest = codebook.Digest.ToString(),
            Teachers = teachers.Sources,
            Use = Kebab.Name(ruling.Intent.Use),
            On = ruling.Intent.On,
            As = ruling.Intent.As,
            Outcome = Kebab.Name(ruling.Outcome),
            Conditions = [.. ruling.Conditions.Select(c => c.Instruction)],
            Classes = lesson.Classes,
            Texts = lesson.Texts.Count,
            Clusters = lesson.Texts.Select(t => t.Cluster).Distinct().Count(),
            Gold = lesson.Texts.Count(t => t.Gold != VoteTable.None),
            Features = taught.Student.Features,
            Cost = taught.Cost,
            Test = StudentTest.Of(lesson.Classes, taught.Tested),
            Curve = taught.Curve,
            HandOver = HandOverTable.Of(taught.Tested, CostPerText(teachers.Runs)),
            Imitation = ImitationReport.Of(lesson.Classes, taught.Tested.Select(t => (t.Student, t.Teacher, t.Gold))),
        };

    /// <summary>What the panels cost for one text; null where the cost of a call is not known, or answers were found again and not paid for.</summary>
    private static decimal? CostPerText(IReadOnlyList<LabelFolder> runs)
    {
        var progress = runs.Select(r => RunStatus.Of(r.Run).Progress).ToList();
        return progress.TrueForAll(p => p is { UnpricedCalls: 0, Reused: 0, Items: > 0 })
            ? progress.Sum(p => p.MicroDollars) / 1_000_000m / progress.Sum(p => p.Items)
            : null;
    }

    private static List<(string Name, byte[] Bytes)> Files(
        byte[] student, StudentReport report, Codebook codebook, IReadOnlyList<TestedText> tested, Ruling ruling)
    {
        var lines = new StringBuilder();
        foreach (var text in tested)
        {
            lines.Append(JsonSerializer.Serialize(text, TestedTextJson.Default.TestedText)).Append('\n');
        }

        return
        [
            (StudentFolder.ModelName, student),
            (StudentFolder.ReportName, JsonSerializer.SerializeToUtf8Bytes(report, StudentJson.Default.StudentReport)),
            (StudentFolder.CodebookName, RunCodebook.Bytes(codebook)),
            (StudentFolder.TestedName, Encoding.UTF8.GetBytes(lines.ToString())),
            (StudentFolder.MarkdownName, Encoding.UTF8.GetBytes(StudentMarkdown.Of(report))),
            (StudentFolder.CardName, Encoding.UTF8.GetBytes(StudentCard.Of(report, ruling))),
            (StudentFolder.LicenceName, Encoding.UTF8.GetBytes(SetLicence.Conditions(report.Name, ruling, isModel: true))),
        ];
    }

    /// <summary>Writes the files beside the folder and then gives them its name: it is there as a whole or not at all.</summary>
    private static string Write(string path, IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var work = $"{folder}.part-{Environment.ProcessId}";
        Directory.CreateDirectory(work);
        foreach (var (name, bytes) in files)
        {
            File.WriteAllBytes(Path.Combine(work, name), bytes);
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder);
        }

        Directory.Move(work, folder);
        return folder;
    }
}

/// <summary>A student that was taught.</summary>
/// <param name="Student">Its folder.</param>
/// <param name="Model">Its entry in the registry.</param>
/// <param name="Ruling">The leaf of the ruling under which it was taught.</param>
public sealed record TaughtFolder(StudentFolder Student, RegisteredEntry Model, long Ruling)
{
    /// <summary>As JSON: what is known of the student, with its folder and its leaves.</summary>
    public JsonObject Json()
    {
        var json = Student.Json();
        json["folder"] = Student.Path;
        json["leaf"] = Model.Leaf;
        json["ruling"] = Ruling;
        return json;
    }
}
