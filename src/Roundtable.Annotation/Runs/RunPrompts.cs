using Microsoft.Extensions.AI;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Items;
using Roundtable.Deliberation.Panels;

namespace Roundtable.Annotation.Runs;

/// <summary>The prompts of a run as seats are sent them, for whoever wants to see or to measure them before anything is asked.</summary>
public sealed class RunPrompts
{
    private readonly ItemForms _forms;

    /// <summary>Prompts for a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="codebook">Its codebook; null where it asks a question.</param>
    /// <exception cref="FormatException">When its template or schema cannot be used.</exception>
    public RunPrompts(RunPlan plan, Codebook? codebook = null) => _forms = new ItemForms(plan, codebook);

    /// <summary>The prompt to a seat about an item, and with it the schema of the answer where the seat's API accepts one.</summary>
    public IReadOnlyList<ChatMessage> For(Item item, SeatedModel seated)
    {
        var form = _forms.For(item, seated, 1);
        return form.Format?.Schema is { } schema ? [.. form.Messages, new ChatMessage(ChatRole.System, schema.GetRawText())] : form.Messages;
    }
}
