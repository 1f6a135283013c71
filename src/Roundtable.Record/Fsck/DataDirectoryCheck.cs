using System.Security.Cryptography;
using Roundtable.Record.Files;

namespace Roundtable.Record.Fsck;

/// <summary>
/// Checks the files of a data directory one by one and reports every deviation from docs/formats/log.md. It shares no code with the program that wrote
/// them except for the signature algorithm and the calls to the disk, so that one misunderstanding cannot hide another.
/// </summary>
public static class DataDirectoryCheck
{
    private const string Journal = "journal";

    /// <summary>Checks a data directory to which no process is writing.</summary>
    /// <exception cref="IOException">When files cannot be read.</exception>
    public static IEnumerable<Finding> Run(string directory, CancellationToken cancellation) =>
        Run(RealDisk.Instance, Path.GetFullPath(directory), cancellation);

    internal static IReadOnlyList<Finding> Run(IDisk disk, string directory, CancellationToken cancellation) => Check(disk, directory, cancellation).Findings;

    internal static CheckedFiles Check(IDisk disk, string directory, CancellationToken cancellation)
    {
        var files = new CheckedFiles(disk, directory, cancellation);
        if (IsLayoutRight(files))
        {
            Check(files);
        }

        return files;
    }

    /// <summary>A directory written by a newer program is not checked against the rules of this version.</summary>
    private static bool IsLayoutRight(CheckedFiles files)
    {
        var layout = files.ReadText("layout");
        var old = files.Exists("log/leaves");
        switch (layout)
        {
            case "roundtable/log-layout/v2\n":
            case "roundtable/log-layout/v1\n" when old:
                return true;
            case null when !files.Exists("layout"):
                if (files.Exists("keys/log.signed"))
                {
                    files.Note("layout", "it is missing; the next write makes it");
                    files.CanRepair("layout", "the files are of version 2", "roundtable/log-layout/v2\n"u8.ToArray());
                }

                return true;
            case "roundtable/log-layout/v1\n":
                files.Note("layout", "it is of an earlier version, and the files are not; the next write replaces it");
                return true;
            default:
                files.Damage(
                    "layout", "it is not 'roundtable/log-layout/v2': the directory was written by a newer version of Roundtable, or the file is damaged");
                return false;
        }
    }

    private static void Check(CheckedFiles files)
    {
        var keys = new KeyCheck(files);
        keys.Run();
        using var packs = new PackCheck(files);
        packs.Run();
        var journal = ReadJournal(files);
        var contents = journal.Contents.ToLookup(c => Convert.ToHexStringLower(SHA256.HashData(c)), StringComparer.Ordinal);
        var leaves = new LeafCheck(files, packs, contents.ToDictionary(c => c.Key, c => c.First(), StringComparer.Ordinal));
        var tree = new TreeCheck(files, leaves.Run);
        if (keys.Checkpoint is { } checkpoint)
        {
            tree.Run(checkpoint.Size, checkpoint.Root, keys.Largest);
        }

        CheckJournal(files, journal, tree, keys, leaves);
        leaves.Finish();
        if (keys.Checkpoint is not null && !files.Findings.Any(f => f.IsDamage))
        {
            packs.CheckNamed(); // every leaf was read, and every content
        }

        Rest(files);
    }

    private static JournalFile ReadJournal(CheckedFiles files)
    {
        using var file = files.Exists(Journal)
            ? files.Disk.Open(files.PathOf(Journal), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
            : null;
        return JournalFile.Read(file);
    }

    /// <summary>Checks the groups, and the leaves that they add to the checkpoint.</summary>
    private static void CheckJournal(CheckedFiles files, JournalFile journal, TreeCheck tree, KeyCheck keys, LeafCheck check)
    {
        var covered = tree.Count;
        List<byte[]> beyond = [];
        foreach (var (first, leaves) in journal.Groups)
        {
            var known = covered + beyond.Count;
            if (first > known && keys.Checkpoint is not null)
            {
                files.Damage(Journal, $"it continues at leaf {first}, but the log before it ends at leaf {known - 1}");
                break;
            }

            beyond.AddRange(leaves.Skip((int)Math.Min(leaves.Count, Math.Max(0, known - first))));
        }

        for (var i = 0; i < beyond.Count; i++)
        {
            check.Run(covered + i, beyond[i]);
        }

        if (beyond.Count > 0)
        {
            files.Note(Journal, "it contains leaves not yet covered by a checkpoint; opening the log for writing publishes one");
        }

        if (!journal.IsClean)
        {
            files.Note(
                Journal, $"from byte {journal.End} on it has no intact group: it is the torn end of a crash, which was not acknowledged, or damage");
        }

        if (keys.Checkpoint is { } checkpoint && checkpoint.Size == covered && keys.Largest is { } largest && largest.Size > covered)
        {
            if (largest.Size > covered + beyond.Count)
            {
                files.Damage("log", $"it has {covered + beyond.Count} leaves, but its key has signed a checkpoint of {largest.Size}");
            }
            else if (!HasRoot(tree.Peaks, beyond, largest))
            {
                files.Damage("keys/log.signed", $"it states another root for {largest.Size} leaves than the log has");
            }
        }
    }

    /// <summary>Whether so many of the leaves have the root of a commitment to more than the checkpoint covers.</summary>
    private static bool HasRoot(Peaks peaks, List<byte[]> beyond, KeyCheck.Commitment commitment)
    {
        foreach (var leaf in beyond.Take((int)(commitment.Size - peaks.Size)))
        {
            peaks.Add(TreeCheck.LeafHash(leaf));
        }

        return Convert.ToBase64String(peaks.Root()) == commitment.Root;
    }

    private static void Rest(CheckedFiles files)
    {
        foreach (var file in files.All("").Where(f => !f.StartsWith("replaced/", StringComparison.Ordinal)))
        {
            if (file.EndsWith(".new", StringComparison.Ordinal) || file.EndsWith(".next", StringComparison.Ordinal))
            {
                files.Note(file, "it is a leftover of an interrupted write and may be deleted");
                files.CanRepair(file, "the write that it is a leftover of was never completed", null);
            }
        }
    }
}
