using Roundtable.Annotation.Votes;

namespace Roundtable.Annotation.Features;

/// <summary>What is known of the votes of a <see cref="VoteTable"/> beside the votes: each list is items × sources, row by row.</summary>
/// <param name="Confidences">The confidence that the source states with its vote, 0 to 1; NaN where it states none.</param>
/// <param name="Lengths">Length of its answer in characters; 0 where there is none.</param>
public sealed record VoteDetails(float[] Confidences, int[] Lengths);
