using System.Text.Json.Serialization;

namespace Roundtable.Corpus.Files;

/// <summary>A file or folder that is not read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record SkippedFile(string Name, string Reason)
{
    /// <summary>Whether it is of a format that is read and could not be: what it holds is not known.</summary>
    [JsonIgnore]
    public bool IsLost =>
        Reason is not ("hidden" or "empty" or "not a format that is read" or "a symbolic link: not followed" or "a folder that was read before")
        && !Reason.StartsWith("the same file as ", StringComparison.Ordinal);
}
