namespace Roundtable.Workspace.Gateway.Policies;

/// <summary>What the body of a request says that policy depends on.</summary>
/// <param name="Models">The models that may be asked, as the provider calls them, without repetition: the one named, alternatives, those of tools.</param>
/// <param name="InputTokens">Tokens of the prompt, estimated: one for every two bytes, which is more than prose and code take.</param>
/// <param name="OutputLimit">The most tokens that one answer may take; null where the request sets no limit.</param>
/// <param name="Choices">How many answers are wanted, 1 or more.</param>
/// <param name="Ids">Ids of what the provider keeps that the request refers to.</param>
/// <param name="ReadsElsewhere">Whether the prompt is more than its bytes: files, addresses, earlier answers.</param>
/// <param name="Keeps">Whether the provider is asked to keep the answer; null where the request leaves it open.</param>
/// <param name="Unbounded">What it asks for whose cost no limit of tokens bounds: the member or tool by name; null where there is nothing of the kind.</param>
/// <param name="Parts">The requests of a batch.</param>
public sealed record RequestReading(
    IReadOnlyList<string> Models,
    long InputTokens,
    long? OutputLimit,
    int Choices,
    IReadOnlyList<string> Ids,
    bool ReadsElsewhere,
    bool? Keeps,
    string? Unbounded,
    IReadOnlyList<RequestReading> Parts)
{
    /// <summary>The models of the request and of the requests in it.</summary>
    public IReadOnlyList<string> AllModels => Parts.Count == 0 ? Models : [.. Models.Concat(Parts.SelectMany(p => p.Models)).Distinct(StringComparer.Ordinal)];

    /// <summary>A body that says nothing of the kind.</summary>
    public static RequestReading Nothing { get; } = new([], 0, null, 1, [], false, null, null, []);
}
