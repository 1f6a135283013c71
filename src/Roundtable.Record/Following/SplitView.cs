using System.Globalization;

namespace Roundtable.Record.Following;

/// <summary>
/// A log showed different histories to different people, or to one at different times. <see cref="SplitKind.Forked"/> and
/// <see cref="SplitKind.Rewritten"/> are proven to everybody by the two signed checkpoints and the log's own tiles.
/// </summary>
/// <param name="Kind">How they contradict each other.</param>
/// <param name="First">The smaller one, or the one that was seen first.</param>
/// <param name="Second">The other one.</param>
public sealed record SplitView(SplitKind Kind, SeenCheckpoint First, SeenCheckpoint Second)
{
    /// <summary>What happened, as a sentence that names who showed what.</summary>
    public string Sentence => Kind switch
    {
        SplitKind.Forked => $"{First.Checkpoint.Origin} was forked: {Said(First)}, and {Said(Second)}.",
        SplitKind.Rewritten => $"{First.Checkpoint.Origin} was rewritten: {Said(First)}, "
            + $"which is not how the {Leaves(Second)} begin that {Second.Source} showed.",
        SplitKind.RolledBack => $"{First.Checkpoint.Origin} was rolled back: {Said(First)}, and now {Said(Second)}.",
        _ => $"{First.Checkpoint.Origin} withholds leaves: {Said(First)}, but {Second.Source} still shows {Leaves(Second)}.",
    };

    private static string Said(SeenCheckpoint seen) => $"{seen.Source} showed {Leaves(seen)} with the root {seen.Checkpoint.Root}";

    private static string Leaves(SeenCheckpoint seen) => string.Create(CultureInfo.InvariantCulture, $"{seen.Checkpoint.Size} leaves");
}
