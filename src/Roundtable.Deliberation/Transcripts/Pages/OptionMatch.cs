namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>Which option some words name.</summary>
/// <param name="Option">Index of the option, or null where they name none or could name two.</param>
/// <param name="IsAmbiguous">Whether they are the key of one option and the text of another.</param>
public readonly record struct OptionMatch(int? Option, bool IsAmbiguous);
