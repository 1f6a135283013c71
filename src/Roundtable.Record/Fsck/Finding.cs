namespace Roundtable.Record.Fsck;

/// <summary>Something about a file of a data directory that is worth telling.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Problem">What is wrong with it, as a sentence.</param>
/// <param name="IsDamage">False where nothing is lost, as with what a crash left over.</param>
public sealed record Finding(string File, string Problem, bool IsDamage);
