using Microsoft.Extensions.AI;
using Roundtable.Annotation.Codebooks;
using Roundtable.Deliberation.Recording;

namespace Roundtable.Annotation.Runs;

/// <summary>A label by a codebook.</summary>
internal sealed record LabelItemForm(Codebook Codebook, LabelPrompt Prompt, IReadOnlyList<ChatMessage> Messages, ChatResponseFormatJson? Format)
    : ItemForm(Messages, Format)
{
    /// <inheritdoc/>
    public override Reading Read(RecordedAnswer answer) => LabelReader.Read(Codebook, answer.Text, answer.Refused, answer.Cut);

    /// <inheritdoc/>
    protected override string RepairText(string error) => Prompt.Repair(error);
}
