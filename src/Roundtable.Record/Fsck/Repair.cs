namespace Roundtable.Record.Fsck;

/// <summary>A repair of a file of a data directory. What it replaces is kept; what it erases is not.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Why">Why its right contents are known, or are not needed, as a clause.</param>
/// <param name="Right">Its right contents; null if it is to be taken away, or if contents in it are to be erased.</param>
public sealed record Repair(string File, string Why, ReadOnlyMemory<byte>? Right)
{
    /// <summary>Positions and lengths of contents that are overwritten with zeros, where the file is a pack; none where it is written again or taken away.</summary>
    public IReadOnlyList<(long Offset, int Length)> Erased { get; init; } = [];

    /// <summary>What is done, as a clause.</summary>
    public string Action => Erased.Count switch
    {
        0 => Right is null ? "take it away" : "write it again",
        1 => "erase a content in it",
        var count => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"erase {count} contents in it"),
    };
}
