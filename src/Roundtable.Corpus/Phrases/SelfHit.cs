using Roundtable.Corpus.Origins;

namespace Roundtable.Corpus.Phrases;

/// <summary>A place in a text at which it identifies itself as a model's.</summary>
/// <param name="Rule">The pattern or trace.</param>
/// <param name="Strength">Its weight in an answer.</param>
/// <param name="Model">The model that it names; null where it names none.</param>
/// <param name="Start">The first byte.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="IsReported">Whether it is quoted, reported or asked; then it is weak.</param>
internal readonly record struct SelfHit(string Rule, Strength Strength, string? Model, int Start, int Length, bool IsReported);
