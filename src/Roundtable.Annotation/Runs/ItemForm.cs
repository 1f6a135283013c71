using System.Text.Json;
using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Annotation.Runs;

/// <summary>What one seat is asked about one item: the prompt, and how its answer is read.</summary>
/// <param name="Messages">The prompt.</param>
/// <param name="Format">The schema of the answer, where the seat's API accepts one; forms that have one in common share the object.</param>
internal abstract record ItemForm(IReadOnlyList<ChatMessage> Messages, ChatResponseFormatJson? Format)
{
    /// <summary>How many characters of the message from the user the forms of many items begin with: a provider may cache them.</summary>
    public int SharedPrefix { get; init; }

    /// <summary>A schema as it is sent.</summary>
    public static ChatResponseFormatJson FormatOf(JsonElement schema) => ChatResponseFormat.ForJsonSchema(schema, "ballot");

    /// <summary>Reads an answer.</summary>
    public abstract Reading Read(RecordedAnswer answer);

    /// <summary>The prompt that asks for an answer again which could not be read.</summary>
    /// <param name="said">What the seat said.</param>
    /// <param name="error">What is wrong with it.</param>
    public IReadOnlyList<ChatMessage> Repair(string said, string error) =>
        [.. Messages, new(ChatRole.Assistant, said.Length == 0 ? "(empty)" : said), new(ChatRole.User, RepairText(error))];

    /// <summary>The message that asks again.</summary>
    protected abstract string RepairText(string error);
}

/// <summary>What an answer says.</summary>
/// <param name="Answer">It; <see cref="SeatAnswer.Unreadable"/> where it can be asked for again.</param>
/// <param name="Confidence">The confidence that the seat states, 0 to 1, or null.</param>
internal sealed record Reading(SeatAnswer Answer, double? Confidence = null);
