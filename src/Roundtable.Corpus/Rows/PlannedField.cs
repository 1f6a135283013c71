namespace Roundtable.Corpus.Rows;

/// <summary>A field of rows and its role.</summary>
/// <param name="Name">Its name; "outer.inner" for a nested field.</param>
/// <param name="Role">Its role.</param>
public sealed record PlannedField(string Name, FieldRole Role);
