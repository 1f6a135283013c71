using System.Globalization;

namespace Roundtable.Disclosure.Forms;

/// <summary>Where a figure comes from.</summary>
/// <param name="Kind"><c>entry</c>, <c>scan</c>, <c>set</c>, <c>commitment</c> or <c>audit</c>.</param>
/// <param name="Id">The entry's id; of a scan or a commitment its root; of a set its name.</param>
/// <param name="Leaf">The leaf that has it on the record; null where none does.</param>
public sealed record FigureSource(string Kind, string Id, long? Leaf)
{
    /// <inheritdoc/>
    public override string ToString() => Kind == "entry" && Leaf is null ? $"entry {Id} of the starter set"
        : $"{Kind} {Id}, " + (Leaf is { } leaf ? string.Create(CultureInfo.InvariantCulture, $"leaf {leaf}") : "not on the record");
}

/// <summary>Something that was computed from what is on record.</summary>
/// <param name="Text">What it is, in a sentence without a full stop.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record FormFigure(string Text, FigureSource Source)
{
    /// <summary>For a question of yes or no, whether this alone shows that the answer is yes. Nothing on record ever shows that it is no.</summary>
    public bool ShowsYes { get; init; }

    /// <summary>Whether it leaves open what the item asks for, such as words where tokens are asked for.</summary>
    public bool IsPartial { get; init; }
}
