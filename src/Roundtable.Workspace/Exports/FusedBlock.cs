using Roundtable.Deliberation.Fusion;

namespace Roundtable.Workspace.Exports;

/// <summary>Sentences of a fused answer that stand together: a paragraph, a list, a block of code.</summary>
/// <param name="Form">
/// <see cref="SentenceForm.Prose"/> for a paragraph, <see cref="SentenceForm.Item"/> for a list, <see cref="SentenceForm.Code"/> for code.
/// </param>
/// <param name="Sentences">Its sentences in order, at least one.</param>
public sealed record FusedBlock(SentenceForm Form, IReadOnlyList<FusedSentence> Sentences)
{
    /// <summary>The blocks of an answer, in order.</summary>
    public static IReadOnlyList<FusedBlock> Of(IEnumerable<FusedSentence> sentences)
    {
        List<(SentenceForm Form, List<FusedSentence> Sentences)> blocks = [];
        foreach (var sentence in sentences)
        {
            var form = sentence.Form == SentenceForm.Paragraph ? SentenceForm.Prose : sentence.Form;
            if (blocks.Count > 0 && blocks[^1].Form == form && sentence.Form is SentenceForm.Prose or SentenceForm.Item)
            {
                blocks[^1].Sentences.Add(sentence);
            }
            else
            {
                blocks.Add((form, [sentence]));
            }
        }

        return [.. blocks.Select(b => new FusedBlock(b.Form, b.Sentences))];
    }
}
