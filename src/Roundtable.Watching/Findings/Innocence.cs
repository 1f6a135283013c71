namespace Roundtable.Watching.Findings;

/// <summary>An innocent explanation that fits what was seen.</summary>
/// <param name="Kind">What it is, in kebab-case: <c>evaluation</c>, <c>class</c>.</param>
/// <param name="Text">It in a sentence without a full stop.</param>
/// <param name="Caps">Whether it fits so well that the finding stays a notice.</param>
public sealed record Innocence(string Kind, string Text, bool Caps);
