namespace Roundtable.Watching.Memorising;

/// <summary>One prompt that was put to a suspect model.</summary>
/// <param name="Suspect">The model that answered.</param>
/// <param name="IsControl">Whether the expected text was never published nor answered to anybody: it cannot have been learned.</param>
/// <param name="Expected">One's own recorded output, or of a control what one's own model would have said.</param>
/// <param name="Answer">What the suspect answered.</param>
public sealed record MemorisedItem(string Suspect, bool IsControl, string Expected, string Answer);
