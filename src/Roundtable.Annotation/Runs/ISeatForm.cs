using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Roundtable.Annotation.Runs;

/// <summary>
/// What one seat is asked about one item, and how its answer is read. There are two kinds: a question with columns of the item in it, and a codebook. Both are
/// pure functions of plan, item, seat and sample, so that the same item is asked about in the same words in every run.
/// </summary>
public interface ISeatForm
{
    /// <summary>The prompt.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>The JSON schema of an answer, in the subset that providers accept; null where it is not asked for by schema.</summary>
    public JsonElement? Schema { get; }

    /// <summary>The prompt that follows an answer which could not be read.</summary>
    /// <param name="said">That answer.</param>
    /// <param name="error">What was wrong with it, as the end of a sentence.</param>
    public IReadOnlyList<ChatMessage> Repair(string said, string error);

    /// <summary>Reads an answer. It throws for no text.</summary>
    /// <param name="text">The answer as recorded.</param>
    /// <param name="refused">Whether the provider's API reported a refusal: its own signal decides before any word of the answer.</param>
    /// <param name="cut">Whether the provider's API reported that a limit of tokens cut the answer.</param>
    public SeatReading Read(string text, bool refused, bool cut);
}

/// <summary>What an answer says.</summary>
/// <param name="Answer">The answer: a vote, a refusal, something that cannot be read; never an absence.</param>
/// <param name="Confidence">The confidence that the seat states, 0 to 1; null where it states none.</param>
public sealed record SeatReading(SeatAnswer Answer, double? Confidence = null);
