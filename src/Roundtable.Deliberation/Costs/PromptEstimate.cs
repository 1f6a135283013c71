using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Deliberation.Costs;

/// <summary>Estimates how many tokens a model takes for a prompt, before it is sent. The first estimate may take most of a second.</summary>
/// <param name="model">The model.</param>
/// <param name="prompt">The prompt.</param>
/// <returns>Tokens, 1 or more.</returns>
public delegate long PromptEstimate(ModelCard model, IReadOnlyList<ChatMessage> prompt);
