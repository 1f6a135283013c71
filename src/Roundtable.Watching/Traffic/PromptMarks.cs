namespace Roundtable.Watching.Traffic;

/// <summary>What the words of a prompt ask for, as far as watching looks at words.</summary>
[Flags]
public enum PromptMarks
{
    /// <summary>Nothing of what follows.</summary>
    None = 0,

    /// <summary>The model's reasoning itself is wanted: its thoughts written out in full, a trace, an inner monologue.</summary>
    Thinking = 1,

    /// <summary>An answer is to be graded: a rubric, a scale, a preference between answers.</summary>
    Rubric = 2,

    /// <summary>Step by step, as many people ask.</summary>
    Steps = 4,

    /// <summary>It has the form of a test item: lettered options, an answer in a prescribed form.</summary>
    TestItem = 8,

    /// <summary>
    /// What is wanted has a prescribed form: an answer on a line of its own or as a letter, JSON, a translation, a class. A program reads it, as of records
    /// or of items that are graded.
    /// </summary>
    Form = 16,

    /// <summary>All of them.</summary>
    All = Thinking | Rubric | Steps | TestItem | Form,
}
