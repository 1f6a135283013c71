namespace Roundtable.Corpus.Formats.Json;

/// <summary>What a member of a turn is for.</summary>
internal enum TurnMember
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>The speaker.</summary>
    Speaker,

    /// <summary>What was said or thought: a text, or parts of one.</summary>
    Said,

    /// <summary>Calls of tools, of which only the arguments are read.</summary>
    Call,

    /// <summary>The arguments of a call.</summary>
    Argument,

    /// <summary>What a tool returned.</summary>
    Result,

    /// <summary>The call that this part is the result of.</summary>
    ResultOf,

    /// <summary>The turns that answer this one.</summary>
    Replies,
}
