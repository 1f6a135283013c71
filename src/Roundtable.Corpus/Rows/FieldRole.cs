namespace Roundtable.Corpus.Rows;

/// <summary>What a field of a row is for.</summary>
public enum FieldRole
{
    /// <summary>Neither text nor a declaration; passed over.</summary>
    Ignored,

    /// <summary>Plain text, of nobody in particular.</summary>
    Text,

    /// <summary>What is asked or told to do.</summary>
    Prompt,

    /// <summary>What the prompt is about: an input, a passage, documents.</summary>
    Context,

    /// <summary>Instructions that stand above a conversation.</summary>
    System,

    /// <summary>What answers.</summary>
    Response,

    /// <summary>The preferred answer of a pair.</summary>
    Chosen,

    /// <summary>The other answer of a pair.</summary>
    Rejected,

    /// <summary>A conversation: a list of turns that each say whose they are.</summary>
    Turns,

    /// <summary>Says something about where the row comes from: a model's name, a source, a licence.</summary>
    Declared,
}
