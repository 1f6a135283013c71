namespace Roundtable.Corpus.Rows;

/// <summary>What a field of a row is for.</summary>
public enum FieldRole
{
    /// <summary>Neither text nor a declaration; skipped.</summary>
    Ignored,

    /// <summary>Plain text without a speaker.</summary>
    Text,

    /// <summary>A question or an instruction.</summary>
    Prompt,

    /// <summary>Material that the prompt refers to: an input, a passage, documents.</summary>
    Context,

    /// <summary>Instructions that apply to a whole conversation (a system prompt).</summary>
    System,

    /// <summary>The answer.</summary>
    Response,

    /// <summary>The preferred answer of a pair.</summary>
    Chosen,

    /// <summary>The rejected answer of a pair.</summary>
    Rejected,

    /// <summary>A conversation: a list of turns, each naming its speaker.</summary>
    Turns,

    /// <summary>Metadata on the row's provenance: a model's name, a source, a licence.</summary>
    Declared,

    /// <summary>The name of the model that wrote the texts of the object in which it stands.</summary>
    Model,

    /// <summary>Names the speaker of the texts with the role <see cref="Turns"/> that stand in the same object.</summary>
    Speaker,
}
