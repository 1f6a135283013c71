using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Minutes;

/// <summary>A request to the moderator.</summary>
/// <param name="Messages">The prompt.</param>
/// <param name="Schema">The schema of the answer.</param>
public sealed record MinutesRequest(IReadOnlyList<ChatMessage> Messages, JsonElement Schema);
