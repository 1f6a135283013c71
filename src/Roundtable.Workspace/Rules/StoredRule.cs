using Roundtable.Annotation.Aggregation;

namespace Roundtable.Workspace.Rules;

/// <summary>A learned rule as it is kept under a name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Leaf">Index of the leaf that has it on record.</param>
/// <param name="Rule">The rule.</param>
public sealed record StoredRule(string Name, long Leaf, LearnedRule Rule);
