namespace Roundtable.Corpus.Formats;

/// <summary>Explicitly given fields that none of the rows of a file has that were looked at first.</summary>
/// <param name="Names">Their names.</param>
/// <param name="IsWhole">Whether all rows of the file were looked at, so that the fields are nowhere.</param>
/// <param name="Known">The fields that would be read had none been given.</param>
public sealed record AbsentFields(IReadOnlyList<string> Names, bool IsWhole, IReadOnlyList<string> Known)
{
    /// <summary>Nothing is absent.</summary>
    public static AbsentFields None { get; } = new([], true, []);
}
