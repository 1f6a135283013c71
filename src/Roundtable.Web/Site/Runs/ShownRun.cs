using System.Globalization;
using Roundtable.Annotation.Runs;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Web.Site.Languages;
using Roundtable.Workspace;
using Roundtable.Workspace.Runs;

namespace Roundtable.Web.Site.Runs;

/// <summary>A run with how it stands, and what pages say of it.</summary>
/// <param name="Folder">Its files.</param>
/// <param name="Status">How it stands.</param>
public sealed record ShownRun(RunFolder Folder, RunStatus Status)
{
    /// <summary>Opens a run; null where it was moved, is damaged, or a newer program wrote it.</summary>
    public static ShownRun? TryOpen(string path)
    {
        try
        {
            var folder = RunFolder.Open(path);
            return new ShownRun(folder, RunStatus.Of(folder));
        }
        catch (Exception e) when (e is WorkspaceException or NewerFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether simulated panelists answered.</summary>
    public bool Simulated => Folder.Plan.Panel.Any(s => s.Model.Simulated);

    /// <summary>What the run is for, as in "poll".</summary>
    public string Kind => Kebab.Name(Folder.Plan.Kind);

    /// <summary>Its state in words.</summary>
    public static string State(RunState state) => state switch
    {
        RunState.AtLimit => "stopped at its limit",
        _ => Kebab.Name(state),
    };

    /// <summary>What it cost so far; never zero for what is not known.</summary>
    public static string Cost(RunProgress progress) => progress switch
    {
        { UnpricedCalls: > 0, MicroDollars: 0 } => "unknown",
        { UnpricedCalls: > 0 } => $"at least {Dollars(progress.MicroDollars)}",
        _ => Dollars(progress.MicroDollars),
    };

    /// <summary>A whole number.</summary>
    public static string Number(long number) => number.Grouped();

    /// <summary>A time that is left.</summary>
    public static string Left(TimeSpan time) =>
        time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h")
        : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");

    private static string Dollars(long microDollars) => string.Create(CultureInfo.InvariantCulture, $"${microDollars / 1e6m:0.00##}");
}
