using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Models.Vectors;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Codebooks;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Vectors;

namespace Roundtable.Workspace.Students.Folders;

/// <summary>The folder of a student. docs/formats/student.md describes its files.</summary>
public sealed class StudentFolder
{
    /// <summary>What the names of all students begin with in the registry.</summary>
    public const string NamePrefix = "student/";

    /// <summary>The student itself.</summary>
    public const string ModelName = "student.bin";

    /// <summary>What is known of it.</summary>
    public const string ReportName = "student.json";

    /// <summary>The same for people.</summary>
    public const string MarkdownName = "report.md";

    /// <summary>The codebook by which it labels.</summary>
    public const string CodebookName = "codebook.json";

    /// <summary>What students said of texts that they were not taught, without the texts.</summary>
    public const string TestedName = "tested.jsonl";

    /// <summary>From which probability on it answers by itself; not there where it always does.</summary>
    public const string HandOverName = "handover.json";

    /// <summary>The card.</summary>
    public const string CardName = "README.md";

    /// <summary>What has to be kept by whoever uses it.</summary>
    public const string LicenceName = "LICENSE.md";

    private static readonly ReadFiles<StudentReport> _reports = new(TimeProvider.System);

    private const string Newer = "it was written by a newer program: update roundtable";

    private StudentFolder(string path, StudentReport report) => (Path, Report) = (path, report);

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>What is known of the student.</summary>
    public StudentReport Report { get; }

    /// <summary>Opens a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="WorkspaceException">When it holds no student, or one that is damaged or newer.</exception>
    public static StudentFolder Open(string path)
    {
        var folder = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        var written = System.IO.Path.Combine(folder, ReportName);
        if (!File.Exists(written))
        {
            throw new WorkspaceException(
                ErrorKind.NotFound, $"{Neutralise.Line(path)} holds no student: there is no {ReportName} in it. 'roundtable teach' makes one.");
        }

        var report = _reports.Read(folder, [written], () => Read(
            folder,
            ReportName,
            bytes => Versioned(bytes, StudentReport.FormatPrefix, StudentReport.CurrentFormat)
                ? JsonSerializer.Deserialize(bytes, StudentJson.Default.StudentReport)!
                : throw new InvalidDataException(Newer)));
        return new StudentFolder(folder, report);
    }

    /// <summary>Opens a folder; null where it holds no student that can be read.</summary>
    public static StudentFolder? TryOpen(string path)
    {
        try
        {
            return Open(path);
        }
        catch (WorkspaceException)
        {
            return null;
        }
    }

    /// <summary>The students that are still where they were taught, the newest first.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <exception cref="NewerFormatException">When a newer program wrote the list.</exception>
    public static IReadOnlyList<StudentFolder> All(string dataDirectory) =>
        [.. KnownStudents.Of(dataDirectory).Read().Reverse().Select(TryOpen).OfType<StudentFolder>()];

    /// <summary>A student by its name in the registry, with or without <c>student/</c> and a version; without one the newest is meant.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="WorkspaceException">When no known folder holds it.</exception>
    public static StudentFolder Find(string dataDirectory, string name)
    {
        var all = All(dataDirectory);
        var wanted = name.StartsWith(NamePrefix, StringComparison.Ordinal) ? name : NamePrefix + name;
        return all.FirstOrDefault(s => s.Report.Name == wanted || s.Report.Name[..s.Report.Name.LastIndexOf('@')] == wanted)
            ?? throw new WorkspaceException(
                ErrorKind.NotFound,
                $"There is no student '{Neutralise.Line(name)}' where it was taught{CloseName.Suggest(wanted, all.Select(s => s.Report.Name))} Its folder may "
                    + "have been moved.");
    }

    /// <summary>A student by its version.</summary>
    /// <param name="dataDirectory">The data directory.</param>
    /// <param name="version">The version.</param>
    /// <exception cref="WorkspaceException">When no known folder holds it.</exception>
    public static StudentFolder OfVersion(string dataDirectory, string version) =>
        All(dataDirectory).FirstOrDefault(s => VersionOf(s.Report) == version)
        ?? throw new WorkspaceException(ErrorKind.NotFound, $"There is no student of version '{Neutralise.Line(version)}' where it was taught.");

    /// <summary>The version of a student: what stands after the at sign of its name.</summary>
    public static string VersionOf(StudentReport report) => report.Name[(report.Name.LastIndexOf('@') + 1)..];

    /// <summary>The student, whose bytes are held against its digest.</summary>
    /// <exception cref="WorkspaceException">When the file is missing, damaged, newer, or another student's.</exception>
    public StudentModel Model() => Read(Path, ModelName, bytes =>
    {
        var model = StudentFile.Read(bytes);
        return Digest.Of(bytes).ToString() == Report.Digest && model.Dimensions == (Report.Vectors?.Dimensions ?? 0)
            ? model
            : throw new InvalidDataException($"it is not the student that {ReportName} describes");
    });

    /// <summary>Opens the sentence-vector model that the student needs; null where it needs none.</summary>
    /// <param name="workspace">The data directory and the environment.</param>
    /// <param name="vectors">The model's folder; null for one that this data directory knows.</param>
    /// <exception cref="WorkspaceException">When the model, or the add-on that runs it, is not there, or it is another model.</exception>
    public ISentenceEncoder? Encoder(WorkspaceContext workspace, string? vectors) => Report.Vectors is { } needed
        ? SentenceEncoders.OpenSame(workspace, vectors, needed.Files, needed.Name)
        : vectors is null ? null
        : throw new WorkspaceException(ErrorKind.InvalidInput, $"--vectors: the student {Neutralise.Line(Report.Name)} sees words and letters alone.");

    /// <summary>The codebook by which it labels.</summary>
    /// <exception cref="WorkspaceException">When the file is missing, damaged, or another codebook.</exception>
    public Codebook Codebook() => Read(Path, CodebookName, bytes =>
    {
        // Whatever else is wrong with it: it is not the one that the student was taught by.
        return Digest.Of(bytes).ToString() == Report.CodebookDigest
            ? CodebookFile.ReadJson(Encoding.UTF8.GetString(bytes), CodebookName)
            : throw new InvalidDataException($"it is not the codebook that {ReportName} names");
    });

    /// <summary>What students said of texts that they were not taught.</summary>
    /// <exception cref="WorkspaceException">When the file is missing or damaged.</exception>
    public IReadOnlyList<TestedText> Tested() => Read(Path, TestedName, bytes =>
    {
        List<TestedText> tested = [];
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var one = JsonSerializer.Deserialize(line, TestedTextJson.Default.TestedText)!;
            tested.Add(Fits(one.Student, 0) && Fits(one.Teacher, -1) && Fits(one.Gold, -1) && one.Probability is >= 0 and <= 1
                ? one
                : throw new InvalidDataException("a line of it is out of range"));
        }

        return tested.Count == Report.Texts ? tested : throw new InvalidDataException("it is cut off, or something follows it");

        bool Fits(short value, int least) => value >= least && value < Report.Classes.Count;
    });

    /// <summary>From which probability on it answers by itself; null where it always does.</summary>
    /// <exception cref="WorkspaceException">When the file is damaged, newer, or was written for another student.</exception>
    public StoredHandOver? HandOver() => !File.Exists(System.IO.Path.Combine(Path, HandOverName)) ? null : Read(Path, HandOverName, bytes =>
        !Versioned(bytes, StoredHandOver.FormatPrefix, StoredHandOver.CurrentFormat) ? throw new InvalidDataException(Newer)
        : JsonSerializer.Deserialize(bytes, StudentJson.Default.StoredHandOver) is { MinProbability: >= 0 } stored && stored.Student == Report.Digest ? stored
        : throw new InvalidDataException("it was not chosen for this student"));

    /// <summary>Chooses from which probability on it answers by itself; null for always.</summary>
    /// <param name="chosen">What was chosen.</param>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public void Choose(StoredHandOver? chosen)
    {
        var path = System.IO.Path.Combine(Path, HandOverName);
        if (chosen is null)
        {
            File.Delete(path);
            return;
        }

        PrivateFiles.Replace(path, JsonSerializer.SerializeToUtf8Bytes(chosen, StudentJson.Default.StoredHandOver));
    }

    /// <summary>As JSON: what is known of the student, with the threshold that was chosen. Where its folder lies is not told.</summary>
    public JsonObject Json()
    {
        var json = JsonSerializer.SerializeToNode(Report, StudentJson.Default.StudentReport)!.AsObject();
        json["chosen"] = HandOver() is { } chosen ? JsonSerializer.SerializeToNode(chosen, StudentJson.Default.StoredHandOver) : null;
        return json;
    }

    /// <summary>As JSON, what a list shows of it.</summary>
    public JsonObject Row() => new()
    {
        ["name"] = Report.Name,
        ["version"] = VersionOf(Report),
        ["codebook"] = Report.Codebook,
        ["classes"] = Report.Classes.Count,
        ["texts"] = Report.Texts,
        ["agreement"] = Report.Test.Agreement.Share,
        ["right"] = Report.Test.Gold?.Student.Share,
        ["outcome"] = Report.Outcome,
        ["on"] = Report.On.ToString("O", CultureInfo.InvariantCulture),
    };

    /// <summary>A text file of the folder, such as the card.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="WorkspaceException">When it is not there.</exception>
    public string Document(string name) => Read(Path, name, Encoding.UTF8.GetString);

    private static bool Versioned(byte[] bytes, string prefix, string current)
    {
        using var json = JsonDocument.Parse(bytes);
        var format = json.RootElement.GetProperty("format").GetString() ?? "";
        return format.StartsWith(prefix, StringComparison.Ordinal) ? format == current : throw new InvalidDataException("it is something else");
    }

    private static T Read<T>(string folder, string name, Func<byte[], T> read)
    {
        var path = System.IO.Path.Combine(folder, name);
        try
        {
            return read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} is missing.", e);
        }
        catch (Exception e) when (e is InvalidDataException or UnauthorizedAccessException or IOException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or NotSupportedException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} cannot be read: it is damaged.", e);
        }
    }
}
