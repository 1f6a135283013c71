using Roundtable.Annotation.Evaluation;

namespace Roundtable.Workspace.Benches;

/// <summary>Questions with known answers, as they were read.</summary>
/// <param name="Name">The name of the file or folder.</param>
/// <param name="Questions">The questions, with unique ids.</param>
/// <param name="LeftOut">How many rows were left out, by reason.</param>
public sealed record BenchSet(string Name, IReadOnlyList<BenchQuestion> Questions, IReadOnlyDictionary<string, int> LeftOut);
