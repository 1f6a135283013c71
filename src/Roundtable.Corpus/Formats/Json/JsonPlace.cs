using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Json;

/// <summary>Where in a conversation a value stands.</summary>
/// <param name="Members">What of the members of a turn the plan names; null for nothing.</param>
/// <param name="IsInside">Whether it is part of a turn, whose speaker is that of the turn.</param>
/// <param name="Depth">How many objects and lists it is in.</param>
internal readonly record struct JsonPlace(PlanNode? Members, bool IsInside, int Depth);
