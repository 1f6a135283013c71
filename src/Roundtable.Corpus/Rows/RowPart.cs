namespace Roundtable.Corpus.Rows;

/// <summary>One text of a row: whose it is and where in <see cref="RowText.Text"/> it stands.</summary>
/// <param name="Role">What it is for. Turns of a conversation have the role of their speaker.</param>
/// <param name="Field">Which of <see cref="RowPlan.Fields"/> it was read from.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Length">How many bytes it has.</param>
public readonly record struct RowPart(FieldRole Role, int Field, int Start, int Length);
