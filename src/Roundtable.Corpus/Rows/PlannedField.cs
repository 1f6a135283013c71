namespace Roundtable.Corpus.Rows;

/// <summary>A field of rows and its role.</summary>
/// <param name="Name">
/// Its path: names with dots between them, <c>[]</c> for every element of a list, <c>[0]</c> for one of them, <c>*</c> for every member of an object, as in
/// <c>completions[].response</c>; <c>$</c> for the row itself. A text that is JSON is entered like the value that it contains.
/// </param>
/// <param name="Role">Its role.</param>
/// <param name="About">For a declaration: the field of the texts that it is about; null for those of the object in which it stands.</param>
public sealed record PlannedField(string Name, FieldRole Role, string? About = null);
