namespace Roundtable.Record.Fsck;

/// <summary>A finding about a file of a data directory.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Problem">The problem, as a clause.</param>
/// <param name="IsDamage">Whether data is damaged; false for harmless findings such as leftovers of a crash.</param>
public sealed record Finding(string File, string Problem, bool IsDamage);
