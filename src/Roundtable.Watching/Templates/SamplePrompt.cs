namespace Roundtable.Watching.Templates;

/// <summary>Where a prompt stands, and by what it is known again.</summary>
/// <param name="Position">The line of a file, counted from 1, or the leaf of a log.</param>
/// <param name="Whole">The hash of its words.</param>
public sealed record SamplePrompt(long Position, ulong Whole);
