using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Models.Estimates;

/// <summary>Estimates how many tokens a model takes for a prompt: exact for OpenAI's, by a measured factor for every other vendor's.</summary>
/// <param name="factors">The factors.</param>
public sealed class TokenEstimator(TokenFactors factors)
{
    /// <summary>Tokens that an image takes at most: providers scale larger ones down to less.</summary>
    private const long MaxImageTokens = 5_000;

    /// <summary>Tokens of a prompt, 1 or more; images count as the most that one takes. The first call takes most of a second.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The prompt.</param>
    public long Count(ModelCard model, IReadOnlyList<ChatMessage> prompt) =>
        (long)Math.Ceiling(O200kTokens.Count(prompt) * factors.Of(model)) + (MaxImageTokens * prompt.Sum(m => m.Contents.Count(c => c is DataContent)));
}
