using System.Text.Json;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Plans;

/// <summary>The plan of a scan on disk. docs/formats/scan.md.</summary>
public static class ScanPlanFile
{
    /// <summary>Its name in the folder of a report.</summary>
    public const string Name = "plan.json";

    /// <summary>The format that is written. It is no part of the plan's fingerprint.</summary>
    public const string Current = "roundtable-scan-plan/2";

    /// <summary>Reads a plan.</summary>
    /// <exception cref="Record.Files.NewerFormatException">A newer version of the program wrote it.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ScanPlan Read(string path)
    {
        FormatVersion.Check(path, Current);
        try
        {
            var read = JsonSerializer.Deserialize(File.ReadAllBytes(path), ScanJson.Default.ScanPlan);
            return read is { Files: not null, Skipped: not null, Settings: not null } plan
                ? plan
                : throw new InvalidDataException($"'{path}' is damaged: members are missing.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is damaged: {e.Message}", e);
        }
    }

    /// <summary>Writes a plan, completely or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, ScanPlan plan)
    {
        var json = JsonSerializer.SerializeToNode(plan, ScanJson.Default.ScanPlan)!.AsObject();
        json.Insert(0, FormatVersion.Member, Current);
        WorkFile.Write(path, file => JsonSerializer.Serialize(file, json));
    }
}
