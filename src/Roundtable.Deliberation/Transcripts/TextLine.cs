namespace Roundtable.Deliberation.Transcripts;

/// <summary>A line of a transcript.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Its text, trimmed, with white space of every kind as single spaces.</param>
public sealed record TextLine(int Number, string Text);
