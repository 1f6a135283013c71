namespace Roundtable.Corpus.Files;

/// <summary>A file or folder that is not read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record SkippedFile(string Name, string Reason);
