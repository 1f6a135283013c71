using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Recording;

/// <summary>Whether a budget covers one more answer in a dialogue with tools, and sets aside for it.</summary>
/// <param name="prompt">The dialogue so far.</param>
/// <param name="moreTokens">Tokens that the prompt has, or will have, besides.</param>
/// <param name="begins">Whether the answer is asked for now; else it is made sure that it can be.</param>
public delegate bool CoversDialogue(IReadOnlyList<ChatMessage> prompt, long moreTokens, bool begins);
