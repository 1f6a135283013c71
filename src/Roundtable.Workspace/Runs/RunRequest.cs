using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Runs;
using Roundtable.Models.Batches;
using Roundtable.Workspace.Configuration;

namespace Roundtable.Workspace.Runs;

/// <summary>What a run is wanted to do. <see cref="RunService"/> checks it and makes a plan of it.</summary>
public sealed record RunRequest
{
    /// <summary>What the run is made for.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>Path of the file with the items: JSON Lines, a JSON array, CSV, TSV or Parquet.</summary>
    public required string Items { get; init; }

    /// <summary>The text that is put to seats, with <c>{columns}</c> of the items.</summary>
    public required string Template { get; init; }

    /// <summary>What is asked about each item.</summary>
    public required RunQuestion Question { get; init; }

    /// <summary>The column with the items' ids; null for <c>id</c> where there is one, else the rows are numbered from 1.</summary>
    public string? IdColumn { get; init; }

    /// <summary>The column with each item's own options; null where the question has them.</summary>
    public string? OptionsColumn { get; init; }

    /// <summary>Columns that are shown as quoted material before the question.</summary>
    public IReadOnlyList<string> Quoted { get; init; } = [];

    /// <summary>The named panel; null for the default one.</summary>
    public string? Panel { get; init; }

    /// <summary>Seats instead of a panel's; null for the panel's.</summary>
    public IReadOnlyList<SeatPlan>? Seats { get; init; }

    /// <summary>Settings for every seat that has none of its own.</summary>
    public SeatPlan SeatDefaults { get; init; } = new("");

    /// <summary>How often each seat is asked about an item.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Seed of the orders of options.</summary>
    public long Seed { get; init; } = RunSettings.UsualSeed;

    /// <summary>Timeout of one answer in seconds.</summary>
    public int SeatSeconds { get; init; } = 120;

    /// <summary>Minimum number of votes for a verdict on an item; null for more than half of the seats.</summary>
    public int? Quorum { get; init; }

    /// <summary>Probability from which on no further seat is asked about an item; null to ask every one.</summary>
    public double? StopAt { get; init; }

    /// <summary>What the answers are wanted for; ruled on before the first call.</summary>
    public IReadOnlyList<string> For { get; init; } = [];

    /// <summary>The codebook by which the rendered template is labelled; null where the question is asked.</summary>
    public Codebook? Codebook { get; init; }

    /// <summary>How much the run may take.</summary>
    public RunLimits Limits { get; init; } = RunLimits.None;

    /// <summary>Which answers of earlier runs may be used again.</summary>
    public Reuse Reuse { get; init; }

    /// <summary>
    /// To ask in providers' batches, hours later at half the price: what is done with calls whose batch expired. Null to ask at once.
    /// </summary>
    public ExpiredCalls? Batch { get; init; }

    /// <summary>Whether seats that no batch takes are asked at once at the full price (<c>--batch-or-live</c>); without it they are refused.</summary>
    public bool BatchOrLive { get; init; }

    /// <summary>The precision that is promised for labels, 0 to 1; null for none.</summary>
    public double? Promise { get; init; }

    /// <summary>How many items whose label would change most wait for people once labels are made; 0 for none.</summary>
    public int Queue { get; init; }

    /// <summary>The run's id, where something of it lies in its folder already; null for a new one.</summary>
    public string? Id { get; init; }

    /// <summary>The folder for the run's files; null for one in the data directory.</summary>
    public string? Out { get; init; }
}

/// <summary>Which recorded answers may be used again instead of asking.</summary>
public enum Reuse
{
    /// <summary>Those that the model gave which the alias still serves.</summary>
    SameModel,

    /// <summary>Those of whatever model the alias served (<c>--reuse-any</c>).</summary>
    Any,

    /// <summary>None but the run's own (<c>--fresh</c>).</summary>
    None,
}
