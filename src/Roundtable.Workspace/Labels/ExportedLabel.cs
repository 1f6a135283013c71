using Roundtable.Corpus.Origins;

namespace Roundtable.Workspace.Labels;

/// <summary>A label on its way out of the program.</summary>
/// <param name="Row">The label.</param>
/// <param name="Rule">The rule that made it.</param>
/// <param name="Ballots">Leaves of the answers that it rests on, in the order of the seats.</param>
/// <param name="Run">Id of the run.</param>
/// <param name="Leaf">The leaf that records the labels.</param>
/// <param name="Text">The labelled text; null where it does not go out.</param>
public sealed record ExportedLabel(LabelRow Row, string Rule, IReadOnlyList<long> Ballots, string Run, long Leaf, string? Text)
{
    /// <summary>
    /// What the row declares of its label: a panel's is the work of models, by this run and leaf, which a scan reads; a person's is <c>gold</c>.
    /// </summary>
    public string? Source => Row.By switch
    {
        LabelRow.Panel => LabelSource.Name(Run, Leaf),
        LabelRow.People => "gold",
        _ => null,
    };
}
