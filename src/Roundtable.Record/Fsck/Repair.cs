namespace Roundtable.Record.Fsck;

/// <summary>A repair of a file of a data directory. What it replaces is kept.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Why">Why its right contents are known, or are not needed, as a clause.</param>
/// <param name="Right">Its right contents; null if it is to be taken away.</param>
public sealed record Repair(string File, string Why, ReadOnlyMemory<byte>? Right)
{
    /// <summary>What is done, as a clause.</summary>
    public string Action => Right is null ? "take it away" : "write it again";
}
