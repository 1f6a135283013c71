namespace Roundtable.Corpus.Files;

/// <summary>Something in a folder that is not read.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record SkippedFile(string Name, string Reason);
