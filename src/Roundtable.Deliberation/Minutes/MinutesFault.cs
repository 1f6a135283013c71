namespace Roundtable.Deliberation.Minutes;

/// <summary>A sentence that did not check out, or an option without an argument.</summary>
/// <param name="Id">What the moderator calls it when it answers.</param>
/// <param name="Option">The option that it argues for, from 0, or null in the summary.</param>
/// <param name="Text">The sentence, or null where one is missing.</param>
/// <param name="Error">What is wrong, in words for the moderator.</param>
internal sealed record MinutesFault(string Id, int? Option, string? Text, string Error);
