namespace Roundtable.Workspace.Charts;

/// <summary>
/// A picture of numbers as SVG without styles of its own: what fills or strokes its parts is a class (<c>plot-fill</c>, <c>o1</c>, <c>v-openai</c>, …) of the
/// page that shows it. Each has a title, a sentence that says what is to be seen, and the same numbers as a table.
/// </summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen, in a sentence, for who does not see it.</param>
public abstract record Chart(string Title, string Description)
{
    /// <summary>The series that it tells apart by colour; empty where there is one.</summary>
    public virtual IReadOnlyList<LegendEntry> Legend => [];

    /// <summary>How it is laid out beside text: <c>square</c> where width and height are alike, <c>heat</c>, or empty.</summary>
    public virtual string Shape => "";

    /// <summary>The picture. Text from outside is encoded in it.</summary>
    /// <param name="id">What the ids of its title and description begin with; unique in the page.</param>
    public abstract string Svg(string id);

    /// <summary>The headings of its table; the first column names the row.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>The rows of its table, with a cell for each heading.</summary>
    public abstract IReadOnlyList<IReadOnlyList<string>> Rows { get; }
}

/// <summary>What a colour stands for.</summary>
/// <param name="Name">The name.</param>
/// <param name="Class">The class of its colour.</param>
public sealed record LegendEntry(string Name, string Class);
