namespace Roundtable.Deliberation.Transcripts.Pages;

/// <summary>A line in which a page says something of its ballots in prose: in its head, its summary, its closing lines or its arguments.</summary>
/// <param name="Line">The line.</param>
/// <param name="Section">Where it stands.</param>
public sealed record PageStatement(TextLine Line, PageSection Section);
