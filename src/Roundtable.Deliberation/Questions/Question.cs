namespace Roundtable.Deliberation.Questions;

/// <summary>A text with two to twenty-six options (shown as A, B, C…), or an open one without any.</summary>
/// <param name="Text">The question as it was put.</param>
/// <param name="Options">The options in the asker's order; empty for an open question.</param>
/// <param name="Context">Documents to read beside the question; may be empty.</param>
public sealed record Question(string Text, IReadOnlyList<string> Options, IReadOnlyList<ContextDocument> Context)
{
    /// <summary>The most characters a question's text may have.</summary>
    public const int MaxTextLength = 20_000;

    /// <summary>The fewest options of a question that is not open.</summary>
    public const int MinOptions = 2;

    /// <summary>The most options, one a letter.</summary>
    public const int MaxOptions = 26;

    /// <summary>Whether each seat states a position of its own instead of choosing an option.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => Options.Count == 0;

    /// <summary>The letter under which the option at <paramref name="index"/> (from 0) is shown.</summary>
    public static char Letter(int index) => (char)('A' + index);
}
