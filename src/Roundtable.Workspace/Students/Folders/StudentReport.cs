using System.Text.Json.Serialization;
using Roundtable.Annotation.Students.HandOver;
using Roundtable.Annotation.Students.Imitation;
using Roundtable.Annotation.Students.Testing;

namespace Roundtable.Workspace.Students.Folders;

/// <summary>What is known of a student: <c>student.json</c> in its folder. docs/formats/student.md.</summary>
public sealed record StudentReport
{
    /// <summary>The format of the document.</summary>
    public const string CurrentFormat = "roundtable-student/1";

    /// <summary>What the formats of all versions begin with.</summary>
    public const string FormatPrefix = "roundtable-student/";

    /// <summary><see cref="CurrentFormat"/>.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Its name and version in the registry, such as <c>student/tone@0a1b2c3d4e5f</c>: the version is the beginning of its digest.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of <c>student.bin</c>, in hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>Name of the codebook.</summary>
    public required string Codebook { get; init; }

    /// <summary>Digest of the codebook, in hexadecimal.</summary>
    public required string CodebookDigest { get; init; }

    /// <summary>Who taught it.</summary>
    public required IReadOnlyList<StudentTeacherSource> Teachers { get; init; }

    /// <summary>The use that was ruled on before anything was learned: <c>distil</c>.</summary>
    public required string Use { get; init; }

    /// <summary>The day of the ruling (UTC).</summary>
    public required DateOnly On { get; init; }

    /// <summary>The organisation that asked; null where nobody said.</summary>
    public string? As { get; init; }

    /// <summary>What was ruled: <c>allowed</c> or <c>allowed-if</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What has to be kept by whoever uses it, one instruction each.</summary>
    public required IReadOnlyList<string> Conditions { get; init; }

    /// <summary>The classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Number of texts that it was taught.</summary>
    public required int Texts { get; init; }

    /// <summary>Number of clusters of near-duplicates that these are in.</summary>
    public required int Clusters { get; init; }

    /// <summary>Number of texts with a label of people.</summary>
    public required int Gold { get; init; }

    /// <summary>Number of its features.</summary>
    public required int Features { get; init; }

    /// <summary>The sentence-vector model that it needs, and what it gains by it; null for a student of words and letters alone.</summary>
    public StudentVectors? Vectors { get; init; }

    /// <summary>What an error was let cost beside large weights, as cross-validation within the lesson chose it.</summary>
    public required double Cost { get; init; }

    /// <summary>How it did on texts that it was not taught.</summary>
    public required StudentTest Test { get; init; }

    /// <summary>How good students are that were taught fewer texts.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>What handing over costs and gains.</summary>
    public required HandOverTable HandOver { get; init; }

    /// <summary>How far it agrees with its teacher beyond what gold explains; null without gold.</summary>
    public ImitationReport? Imitation { get; init; }
}

/// <summary>A teacher of a student: the labels of a run.</summary>
/// <param name="Labels">The labels, as <c>label:RUN@LEAF</c>.</param>
/// <param name="Leaf">The leaf of the labels.</param>
/// <param name="Models">The models whose answers they rest on, each once.</param>
/// <param name="Answers">The leaves of these answers, as ranges with both ends included.</param>
public sealed record StudentTeacherSource(string Labels, long Leaf, IReadOnlyList<string> Models, IReadOnlyList<IReadOnlyList<long>> Answers);

/// <summary>From which probability on a student answers: <c>handover.json</c> in its folder.</summary>
/// <param name="MinProbability">The least probability, included; above 1 where it answers nothing by itself.</param>
/// <param name="Promise">What is promised, as a sentence.</param>
public sealed record StoredHandOver(double MinProbability, string Promise)
{
    /// <summary>The format of the document.</summary>
    public const string CurrentFormat = "roundtable-handover/1";

    /// <summary>What the formats of all versions begin with.</summary>
    public const string FormatPrefix = "roundtable-handover/";

    /// <summary><see cref="CurrentFormat"/>.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>The student that it was chosen for, by its digest.</summary>
    public required string Student { get; init; }
}

/// <summary>How what a student's folder holds is serialised.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(StudentReport))]
[JsonSerializable(typeof(StoredHandOver))]
internal sealed partial class StudentJson : JsonSerializerContext;

/// <summary>How tested texts are serialised: a line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TestedText))]
internal sealed partial class TestedTextJson : JsonSerializerContext;
