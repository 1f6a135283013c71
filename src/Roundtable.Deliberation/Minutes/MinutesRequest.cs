using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Minutes;

/// <summary>What the moderator is to be asked next.</summary>
/// <param name="Messages">The prompt.</param>
/// <param name="Schema">The schema of the answer.</param>
public sealed record MinutesRequest(IReadOnlyList<ChatMessage> Messages, JsonElement Schema);
