namespace Roundtable.Corpus.Rows;

/// <summary>A field of rows and what it is taken for.</summary>
/// <param name="Name">Its name; of a field within another "outer.inner".</param>
/// <param name="Role">What it is for.</param>
public sealed record PlannedField(string Name, FieldRole Role);
