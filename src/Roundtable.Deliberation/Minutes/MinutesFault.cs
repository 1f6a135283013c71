namespace Roundtable.Deliberation.Minutes;

/// <summary>A sentence that failed a check, or an option without an argument.</summary>
/// <param name="Id">The id by which the moderator's correction refers to it.</param>
/// <param name="Option">The option that it argues for, from 0, or null in the summary.</param>
/// <param name="Text">The sentence, or null where one is missing.</param>
/// <param name="Error">What is wrong, as a sentence to the moderator.</param>
internal sealed record MinutesFault(string Id, int? Option, string? Text, string Error);
