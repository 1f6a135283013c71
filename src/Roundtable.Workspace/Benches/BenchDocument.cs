using System.Text.Json;
using System.Text.Json.Serialization;
using Roundtable.Annotation.Evaluation;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Benches;

/// <summary>A bench as it is kept: what was compared with what, and the report.</summary>
/// <param name="Id">Its id, made as those of sessions are.</param>
/// <param name="Time">When the report was made, in UTC.</param>
/// <param name="Set">The name of the set or of the table of votes, as it was given.</param>
/// <param name="Votes">Digest of the votes as they are kept beside the report.</param>
/// <param name="Settings">How it was evaluated.</param>
/// <param name="Report">What was found.</param>
public sealed record BenchDocument(
    string Id,
    DateTimeOffset Time,
    string Set,
    [property: JsonConverter(typeof(DigestJsonConverter))] Digest Votes,
    BenchSettings Settings,
    BenchReport Report)
{
    /// <summary>The version of this format.</summary>
    public const string CurrentFormat = "roundtable-bench-v1";

    /// <summary>The format: <see cref="CurrentFormat"/>.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>The file that votes were read from; null where models were asked.</summary>
    public string? Replayed { get; init; }

    /// <summary>Ids of the runs or sessions that asked; empty for a replay.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>What was left out of the set and why: how many rows for each reason.</summary>
    public IReadOnlyDictionary<string, int> LeftOut { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Whether simulated panelists answered: then the report says nothing of any model.</summary>
    public bool Simulated { get; init; }

    /// <summary>What the calls of this bench cost in US dollars, reused answers not counted; null if unknown or nothing was asked.</summary>
    public decimal? SpentUsd { get; init; }
}

/// <summary>JSON of benches.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BenchDocument))]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(BenchComparison))]
public sealed partial class BenchJson : JsonSerializerContext;
