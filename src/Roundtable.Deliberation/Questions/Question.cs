namespace Roundtable.Deliberation.Questions;

/// <summary>A question with two to twenty-six options (shown as A, B, C…), or an open question without options.</summary>
/// <param name="Text">The question as asked.</param>
/// <param name="Options">The options in the asker's order; empty for an open question.</param>
/// <param name="Context">Documents to read together with the question; may be empty.</param>
public sealed record Question(string Text, IReadOnlyList<string> Options, IReadOnlyList<ContextDocument> Context)
{
    /// <summary>Maximum length of a question's text in characters.</summary>
    public const int MaxTextLength = 20_000;

    /// <summary>Minimum number of options of a question that is not open.</summary>
    public const int MinOptions = 2;

    /// <summary>Maximum number of options: one for each letter.</summary>
    public const int MaxOptions = 26;

    /// <summary>Whether the question has no options, so that each seat states a position of its own.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOpen => Options.Count == 0;

    /// <summary>The letter under which the option at <paramref name="index"/> (from 0) is shown.</summary>
    public static char Letter(int index) => (char)('A' + index);
}
