namespace Roundtable.Corpus.Reports;

/// <summary>A row in which a finding stands.</summary>
/// <param name="Finding">The finding, in the words of the report.</param>
/// <param name="Place">The row.</param>
/// <param name="Text">The text around it, on one line; keys and personal data are masked.</param>
public sealed record ReportExample(string Finding, RowPlace Place, string Text);
