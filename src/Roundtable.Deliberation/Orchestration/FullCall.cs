using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Record.Entries;

namespace Roundtable.Deliberation.Orchestration;

/// <summary>A call of a session in which seats answer in full.</summary>
/// <param name="Name">Its name, unique in the session.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Schema">The schema that the program wants its answer in; null where it may be text.</param>
/// <param name="Inputs">Receipts of what the prompt was made of.</param>
internal sealed record FullCall(string Name, IReadOnlyList<ChatMessage> Prompt, JsonElement? Schema, IReadOnlyList<Receipt> Inputs);
