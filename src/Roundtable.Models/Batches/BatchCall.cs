using Microsoft.Extensions.AI;
using Roundtable.Record.Entries;

namespace Roundtable.Models.Batches;

/// <summary>One call that is to be made as a part of a batch.</summary>
/// <param name="Key">
/// What identifies the call: a digest over the prompt as sent, model, route, settings and sample. Its 64 hexadecimal digits are the custom id at the provider,
/// which is as long as Anthropic allows.
/// </param>
/// <param name="Messages">The prompt.</param>
/// <param name="Options">The settings; null for the provider's own.</param>
public sealed record BatchCall(Digest Key, IReadOnlyList<ChatMessage> Messages, ChatOptions? Options);
