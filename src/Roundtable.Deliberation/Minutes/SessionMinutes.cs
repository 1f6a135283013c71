namespace Roundtable.Deliberation.Minutes;

/// <summary>The moderator's summary and the strongest argument for each option, every sentence citing ballots.</summary>
/// <param name="By">Model name of the moderator, or null for extractive minutes made without a model.</param>
/// <param name="Summary">The summary.</param>
/// <param name="Arguments">The argument for each option that had votes in any round, dissent included.</param>
/// <param name="Dropped">Number of sentences left out because their citations or quotations failed the checks.</param>
/// <param name="Note">Why the minutes are extractive, or null.</param>
public sealed record SessionMinutes(
    string? By,
    IReadOnlyList<Sentence> Summary,
    IReadOnlyList<StrongestArgument> Arguments,
    int Dropped,
    string? Note)
{
    /// <summary>Whether the minutes are extractive, made without a model.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Extractive => By is null;
}
