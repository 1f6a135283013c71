namespace Roundtable.Corpus.Rows;

/// <summary>One text of a row: its role and its position in <see cref="RowText.Text"/>.</summary>
/// <param name="Role">Its role. Turns of a conversation have the role of their speaker.</param>
/// <param name="Field">The index in <see cref="RowPlan.Fields"/> of the field that it was read from.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct RowPart(FieldRole Role, int Field, int Start, int Length);
