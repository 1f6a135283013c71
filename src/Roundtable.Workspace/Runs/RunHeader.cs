using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Models.Batches;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs;

/// <summary>What <c>run.json</c> says: the plan as recorded, and what is needed to go on with the run.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Items">Absolute path of the file with the items.</param>
/// <param name="Leaf">Index of the plan's leaf.</param>
public sealed record RunHeader(RunPlan Plan, string Items, long Leaf)
{
    /// <summary>The newest version of a run's files that is written and read.</summary>
    public const int Version = 1;

    /// <summary>The column with each item's own options; null for none.</summary>
    public string? OptionsColumn { get; init; }

    /// <summary>How much the run may take.</summary>
    public RunLimits Limits { get; init; } = RunLimits.None;

    /// <summary>Which answers of earlier runs may be used again.</summary>
    public Reuse Reuse { get; init; }

    /// <summary>Where calls go as batches: what is done with those whose batch expired. Null to ask at once.</summary>
    public ExpiredCalls? Batch { get; init; }

    /// <summary>Whether seats that no batch takes are asked at once at the full price.</summary>
    public bool BatchOrLive { get; init; }

    /// <summary>The precision that is promised for labels; null for none.</summary>
    public double? Promise { get; init; }

    /// <summary>How many items whose label would change most wait for people once labels are made; 0 for none.</summary>
    public int Queue { get; init; }

    /// <summary>Whether another data directory began it, where people label its gold.</summary>
    public bool IsAdopted { get; init; }

    /// <summary>The file.</summary>
    public byte[] Write()
    {
        var json = new JsonObject
        {
            ["adopted"] = IsAdopted ? true : null,
            ["batch"] = Batch is { } expired ? Kebab.Name(expired) : null,
            ["batchOrLive"] = BatchOrLive ? true : null,
            ["format"] = Version,
            ["items"] = Items,
            ["leaf"] = Leaf,
            ["limits"] = new JsonObject { ["calls"] = Limits.Calls, ["microDollars"] = Limits.MicroDollars, ["tokens"] = Limits.Tokens },
            ["optionsColumn"] = OptionsColumn,
            ["plan"] = JsonNode.Parse(RunPlanJson.Write(Plan)),
            ["promise"] = Promise,
            ["queue"] = Queue == 0 ? null : Queue,
            ["reuse"] = JsonNamingPolicy.KebabCaseLower.ConvertName(Reuse.ToString()),
        };
        return [.. CanonicalJson.Write(json), (byte)'\n'];
    }

    /// <summary>Reads the file.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="path">Its path, for errors.</param>
    /// <exception cref="WorkspaceException">When it is damaged.</exception>
    /// <exception cref="NewerFormatException">When a newer program wrote it.</exception>
    public static RunHeader Read(byte[] bytes, string path)
    {
        try
        {
            var json = JsonNode.Parse(bytes)!.AsObject();
            var format = (int?)json["format"];
            if (format > Version)
            {
                throw new NewerFormatException(path, format.Value, Version);
            }

            var limits = json["limits"]!;
            return format is null ? throw new JsonException("It has no format.") : new RunHeader(
                RunPlanJson.Read(CanonicalJson.Write(json["plan"]!)), (string)json["items"]!, (long)json["leaf"]!)
            {
                Limits = new RunLimits((long?)limits["calls"], (long?)limits["tokens"], (long?)limits["microDollars"]),
                Batch = (string?)json["batch"] is not { } batch ? null
                    : Kebab.TryParse<ExpiredCalls>(batch, out var expired) ? expired
                    : throw new JsonException($"Its batches are '{batch}'."),
                IsAdopted = (bool?)json["adopted"] ?? false,
                BatchOrLive = (bool?)json["batchOrLive"] ?? false,
                OptionsColumn = (string?)json["optionsColumn"],
                Promise = (double?)json["promise"],
                Queue = (int?)json["queue"] ?? 0,
                Reuse = Enum.GetValues<Reuse>().First(r => JsonNamingPolicy.KebabCaseLower.ConvertName(r.ToString()) == (string?)json["reuse"]),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException or ArgumentException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{path} is damaged: {e.Message}", e);
        }
    }
}
