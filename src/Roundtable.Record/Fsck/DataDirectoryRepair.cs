using System.Globalization;
using Roundtable.Record.Files;
using Roundtable.Record.Storage;

namespace Roundtable.Record.Fsck;

/// <summary>
/// Repairs what the rest of a data directory proves: tiles that follow from leaves under a signed checkpoint, keys from what was signed, derived files.
/// Leaves and contents that are gone are not made up. What is replaced is moved to <c>replaced/N</c> in the data directory. Contents that no leaf names are
/// erased and not kept.
/// </summary>
public static class DataDirectoryRepair
{
    private const string Folder = "replaced";

    /// <summary>The repairs that can be made.</summary>
    /// <param name="directory">The data directory, to which no process is writing.</param>
    /// <param name="cancellation">Cancels the check.</param>
    /// <exception cref="IOException">When files cannot be read.</exception>
    public static IReadOnlyList<Repair> Plan(string directory, CancellationToken cancellation) =>
        DataDirectoryCheck.Check(RealDisk.Instance, Path.GetFullPath(directory), cancellation).Repairs;

    /// <summary>Makes the repairs.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="cancellation">Cancels before the first repair.</param>
    /// <returns>What was repaired, and the folder with what was replaced; null if nothing was.</returns>
    /// <exception cref="LogInUseException">When the log is open for appending.</exception>
    /// <exception cref="IOException">When a file cannot be written; run it again to finish.</exception>
    public static (IReadOnlyList<Repair> Repairs, string? Kept) Run(string directory, CancellationToken cancellation) =>
        Run(RealDisk.Instance, Path.GetFullPath(directory), cancellation);

    internal static (IReadOnlyList<Repair> Repairs, string? Kept) Run(IDisk disk, string directory, CancellationToken cancellation)
    {
        using var taken = DirectoryLock.Take(directory, disk);
        var repairs = DataDirectoryCheck.Check(disk, directory, cancellation).Repairs;
        var kept = Enumerable.Range(1, int.MaxValue)
            .Select(n => Path.Combine(directory, Folder, n.ToString(CultureInfo.InvariantCulture))).First(f => !disk.DirectoryExists(f));
        var replaced = repairs.Where(r => r.Erased.Count == 0 && disk.FileExists(r.File)).ToList();
        foreach (var repair in replaced)
        {
            // Copied before it is replaced: a crash leaves the old file where it was, or the new one and a copy of the old.
            disk.Replace(Path.Combine(kept, Path.GetRelativePath(directory, repair.File)), disk.Read(repair.File));
        }

        foreach (var repair in repairs)
        {
            if (repair.Erased.Count > 0)
            {
                Erase(disk, repair);
            }
            else if (repair.Right is { } right)
            {
                disk.Replace(repair.File, right.Span);
            }
            else
            {
                disk.Delete(repair.File);
                disk.FlushDirectory(Path.GetDirectoryName(repair.File)!);
            }
        }

        return (repairs, replaced.Count > 0 ? kept : null);
    }

    /// <summary>Overwrites contents. What a crash leaves half erased is found by the next writer, which the mark tells to look.</summary>
    private static void Erase(IDisk disk, Repair repair)
    {
        var mark = Path.Combine(Path.GetDirectoryName(repair.File)!, ContentFiles.ErasingName);
        disk.Replace(mark, []);
        using (var pack = new AppendFile(repair.File, writable: true, new DiskHooks { Disk = disk }))
        {
            PackScan.Erase(pack, repair.Erased);
        }

        disk.Delete(mark);
    }
}
