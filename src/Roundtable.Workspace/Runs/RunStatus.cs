using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Runs;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Runs;

/// <summary>How far a run is, as <c>progress.json</c> says and others may read while it goes on.</summary>
/// <param name="State">What it does, or how it ended.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Updated">When that was written.</param>
public sealed record RunStatus(RunState State, RunProgress Progress, DateTimeOffset Updated)
{
    /// <summary>Reads the status of a run; a run whose process is gone without a word is interrupted.</summary>
    public static RunStatus Of(RunFolder folder)
    {
        var path = folder.FilePath(RunFolder.ProgressName);
        var nothing = new RunProgress { Items = 0, Total = folder.Plan.Items.Count };
        try
        {
            var json = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
            var state = Kebab.TryParse<RunState>((string)json["state"]!, out var read) ? read : RunState.Interrupted;
            var progress = nothing with
            {
                Items = (int)json["items"]!,
                Calls = (long)json["calls"]!,
                Reused = (long)json["reused"]!,
                Missing = (long)json["missing"]!,
                Tokens = (long)json["tokens"]!,
                MicroDollars = (long)json["microDollars"]!,
                UnpricedCalls = (long)json["unpricedCalls"]!,
                ItemsPerSecond = (double?)json["itemsPerSecond"],
                Left = (double?)json["secondsLeft"] is { } left ? TimeSpan.FromSeconds(left) : null,
            };
            var isGone = state == RunState.Running && !folder.IsRunning();
            return new RunStatus(
                isGone ? RunState.Interrupted : state,
                isGone ? progress with { ItemsPerSecond = null, Left = null } : progress,
                DateTimeOffset.Parse((string)json["updated"]!, System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException or FormatException or NullReferenceException)
        {
            return new RunStatus(folder.IsRunning() ? RunState.Running : RunState.Interrupted, nothing, folder.Plan.Opened);
        }
    }

    /// <summary>As JSON: the file, and the member <c>progress</c> of a run.</summary>
    public JsonObject Json() => new()
    {
        ["format"] = RunHeader.Version,
        ["state"] = Kebab.Name(State),
        ["items"] = Progress.Items,
        ["total"] = Progress.Total,
        ["calls"] = Progress.Calls,
        ["reused"] = Progress.Reused,
        ["missing"] = Progress.Missing,
        ["tokens"] = Progress.Tokens,
        ["microDollars"] = Progress.MicroDollars,
        ["unpricedCalls"] = Progress.UnpricedCalls,
        ["itemsPerSecond"] = Progress.ItemsPerSecond is { } rate ? Math.Round(rate, 3) : null,
        ["secondsLeft"] = Progress.Left is { } left ? Math.Round(left.TotalSeconds, 1) : null,
        ["updated"] = Updated.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>Writes the file.</summary>
    internal void Write(RunFolder folder) => folder.Replace(RunFolder.ProgressName, [.. CanonicalJson.Write(Json()), (byte)'\n']);
}
