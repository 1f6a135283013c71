using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Roundtable.Deliberation.Comparisons;

/// <summary>A request to the moderator of a session in which seats answer in full.</summary>
/// <param name="Call">The name of the call, unique in the session.</param>
/// <param name="Messages">The prompt.</param>
/// <param name="Schema">The schema of the answer.</param>
public sealed record ModeratorRequest(string Call, IReadOnlyList<ChatMessage> Messages, JsonElement Schema);
