using Roundtable.Annotation.Runs;
using Roundtable.Record.Files;
using Roundtable.Web.Site.Languages;
using Roundtable.Workspace;
using Roundtable.Workspace.Runs;
using static Roundtable.Record.Languages.Localized;

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
    public string Kind => Named(Folder.Plan.Kind);

    /// <summary>Its state in words.</summary>
    public static string State(RunState state) => state switch
    {
        RunState.AtLimit => T("stopped at its limit"),
        _ => Named(state),
    };

    /// <summary>What it cost so far; never zero for what is not known.</summary>
    public static string Cost(RunProgress progress) => progress switch
    {
        { UnpricedCalls: > 0, MicroDollars: 0 } => T("unknown"),
        { UnpricedCalls: > 0 } => T("at least {0}", Dollars(progress.MicroDollars)),
        _ => Dollars(progress.MicroDollars),
    };

    /// <summary>A whole number.</summary>
    public static string Number(long number) => number.Grouped();

    /// <summary>A time that is left.</summary>
    public static string Left(TimeSpan time) =>
        time.TotalHours >= 1 ? T("{0} h", time.TotalHours.ToString("0.#", Reader.Culture))
        : time.TotalMinutes >= 1 ? T("{0} min", time.TotalMinutes.ToString("0", Reader.Culture))
        : T("{0} s", time.TotalSeconds.ToString("0", Reader.Culture));

    private static string Dollars(long microDollars) => "$" + (microDollars / 1e6m).ToString("0.00##", Reader.Culture);
}
