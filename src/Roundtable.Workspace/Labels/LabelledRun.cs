using Roundtable.Annotation.Gold;
using Roundtable.Annotation.Labelling;

namespace Roundtable.Workspace.Labels;

/// <summary>The labels of a run.</summary>
/// <param name="Run">Id of the run.</param>
/// <param name="Folder">Absolute path of its folder.</param>
/// <param name="Leaf">The leaf that records the labels.</param>
/// <param name="Report">What the run found; null where the codebook has a schema.</param>
/// <param name="Fields">What the run found, where the codebook has a schema; else null.</param>
/// <param name="Sheets">The gold by the codebook: sheets that people label, with how much of each is done.</param>
public sealed record LabelledRun(
    string Run, string Folder, long Leaf, LabelReport? Report, FieldReport? Fields, IReadOnlyList<SheetProgress> Sheets);

/// <summary>How far people are with a sheet.</summary>
/// <param name="Sheet">Its id.</param>
/// <param name="Origin">How its items were chosen.</param>
/// <param name="Items">Number of its items.</param>
/// <param name="Labelled">Number of those with a label.</param>
public sealed record SheetProgress(string Sheet, GoldOrigin Origin, int Items, int Labelled);
