namespace Roundtable.Deliberation.Fusion;

/// <summary>How a sentence stands in a fused answer.</summary>
public enum SentenceForm
{
    /// <summary>It continues the paragraph before it.</summary>
    Prose,

    /// <summary>It begins a new paragraph.</summary>
    Paragraph,

    /// <summary>It is an item of a list.</summary>
    Item,

    /// <summary>It is a block of code.</summary>
    Code,
}
