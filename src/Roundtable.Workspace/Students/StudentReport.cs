using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Annotation.Students.HandOver;
using Roundtable.Annotation.Students.Imitation;
using Roundtable.Annotation.Students.Testing;

namespace Roundtable.Workspace.Students;

/// <summary>What is known of a student: <c>student.json</c> in its folder. docs/students.md.</summary>
public sealed record StudentReport
{
    /// <summary>The format of the document.</summary>
    public const string CurrentFormat = "roundtable-student/1";

    /// <summary><see cref="CurrentFormat"/>.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Its name and version in the registry.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of <c>student.bin</c>, in hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>Name of the codebook.</summary>
    public required string Codebook { get; init; }

    /// <summary>Digest of the codebook, in hexadecimal.</summary>
    public required string CodebookDigest { get; init; }

    /// <summary>The labels that taught it, as <c>label:RUN@LEAF</c>.</summary>
    public required IReadOnlyList<string> Teachers { get; init; }

    /// <summary>The leaf of the ruling under which it was taught.</summary>
    public required long Ruling { get; init; }

    /// <summary>What has to be kept by whoever uses it, one sentence each.</summary>
    public required IReadOnlyList<string> Conditions { get; init; }

    /// <summary>The classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Number of texts that it was taught.</summary>
    public required int Texts { get; init; }

    /// <summary>Number of clusters of near-duplicates among them.</summary>
    public required int Clusters { get; init; }

    /// <summary>Number of its features.</summary>
    public required int Features { get; init; }

    /// <summary>How it did on texts that it was not taught.</summary>
    public required StudentTest Test { get; init; }

    /// <summary>How good students are that were taught fewer texts.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>What handing over costs and gains.</summary>
    public required HandOverTable HandOver { get; init; }

    /// <summary>How far it agrees with its teacher beyond what gold explains; null without gold.</summary>
    public ImitationReport? Imitation { get; init; }
}

/// <summary>How what a student's folder holds is serialised.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(StudentReport))]
[JsonSerializable(typeof(IReadOnlyList<TestedText>))]
internal sealed partial class StudentJson : JsonSerializerContext;
