namespace Roundtable.Deliberation.Fusion;

/// <summary>One answer from a panel's answers. It never states more agreement than the points that its sentences cite were counted to have.</summary>
/// <param name="Kind">How it came about.</param>
/// <param name="By">Name of the model that wrote it: the moderator's, or that of the seat whose answer it is; null where there is none.</param>
/// <param name="Sentences">The moderator's sentences in order; empty for other kinds.</param>
/// <param name="Uncited">Number of sentences left out because they cite no point that exists.</param>
/// <param name="Dropped">Number of sentences left out because they failed another check: they speak of agreement themselves, quote what nobody said.</param>
public sealed record FusedAnswer(FusedKind Kind, string? By, IReadOnlyList<FusedSentence> Sentences, int Uncited, int Dropped)
{
    /// <summary>Number of the seat whose answer it is as it stands; null for a moderated one.</summary>
    public int? Seat { get; init; }

    /// <summary>Why it is not moderated, or not in full, in one or two sentences; null where there is nothing to say.</summary>
    public string? Note { get; init; }
}
