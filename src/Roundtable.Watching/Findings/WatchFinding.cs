using Roundtable.Watching.Templates;

namespace Roundtable.Watching.Findings;

/// <summary>Traffic that looks like the collection of a model's answers, and what speaks for and against that.</summary>
/// <param name="Id">Twelve hexadecimal digits: the same for the same templates or callers.</param>
/// <param name="Grade">What it asks for.</param>
/// <param name="Score">The sum of the weights of its evidence.</param>
/// <param name="From">The first prompt of its callers.</param>
/// <param name="To">The last.</param>
/// <param name="Templates">How many templates; 0 where callers have none in common.</param>
/// <param name="Prompts">How many prompts it rests on.</param>
/// <param name="Callers">Its callers, those with most prompts first.</param>
/// <param name="Evidence">What speaks for it.</param>
/// <param name="Innocent">What else it may be.</param>
/// <param name="Samples">Some of its prompts, by where they stand.</param>
public sealed record WatchFinding(
    string Id,
    FindingGrade Grade,
    int Score,
    DateTimeOffset From,
    DateTimeOffset To,
    int Templates,
    long Prompts,
    IReadOnlyList<FindingCaller> Callers,
    IReadOnlyList<FindingEvidence> Evidence,
    IReadOnlyList<Innocence> Innocent,
    IReadOnlyList<SamplePrompt> Samples);
