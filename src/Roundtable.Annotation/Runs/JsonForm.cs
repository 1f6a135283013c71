using Microsoft.Extensions.AI;
using Roundtable.Deliberation.Answers;
using Roundtable.Deliberation.Fields;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Annotation.Runs;

/// <summary>A JSON document by a schema.</summary>
internal sealed record JsonForm(int Seat, AnswerSchema Document, IReadOnlyList<ChatMessage> Messages, ChatResponseFormatJson? Format)
    : ItemForm(Messages, Format)
{
    /// <inheritdoc/>
    public override Reading Read(RecordedAnswer answer)
    {
        if (answer.Cut)
        {
            return new Reading(new SeatAnswer.Cut());
        }

        var read = Document.Read(Seat, answer.Text, answer.Receipt, answer.Refused);
        return new Reading(
            read.Value is { } value ? new SeatAnswer.Json(value)
            : answer.Refused || read.Kind == AnswerKind.Refused ? new SeatAnswer.Refusal(answer.Refused)
            : new SeatAnswer.Unreadable(read.Problem ?? "it holds no JSON value."));
    }

    /// <inheritdoc/>
    protected override string RepairText(string error) => AnswerPrompt.Repair([error]);
}
