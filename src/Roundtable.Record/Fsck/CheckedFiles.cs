using System.Text;
using Roundtable.Record.Files;

namespace Roundtable.Record.Fsck;

/// <summary>The files of a data directory while they are checked, and what was found.</summary>
/// <param name="disk">The disk.</param>
/// <param name="directory">Absolute path of the data directory.</param>
/// <param name="cancellation">Cancels the check.</param>
internal sealed class CheckedFiles(IDisk disk, string directory, CancellationToken cancellation)
{
    private readonly List<Finding> _findings = [];
    private readonly List<Repair> _repairs = [];

    /// <summary>The disk.</summary>
    public IDisk Disk => disk;

    /// <summary>The findings so far, in order.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>What can be repaired, because the rest of the directory proves what is right.</summary>
    public IReadOnlyList<Repair> Repairs => _repairs;

    /// <summary>Absolute path of a file.</summary>
    /// <param name="path">Its path within the data directory.</param>
    public string PathOf(string path) => path.Length == 0 ? directory : Path.Combine(directory, path);

    /// <summary>The bytes of a file; null if it does not exist.</summary>
    public byte[]? Read(string path)
    {
        cancellation.ThrowIfCancellationRequested();
        return disk.Read(PathOf(path));
    }

    /// <summary>The text of a file; null if it does not exist, or is not UTF-8, which is damage.</summary>
    public string? ReadText(string path)
    {
        try
        {
            return Read(path) is { } bytes ? new UTF8Encoding(false, true).GetString(bytes) : null;
        }
        catch (DecoderFallbackException)
        {
            Damage(path, "it is not UTF-8");
            return null;
        }
    }

    /// <summary>Whether a file exists.</summary>
    public bool Exists(string path) => disk.FileExists(PathOf(path));

    /// <summary>The files of a folder and those below it, by their paths within the data directory.</summary>
    public IEnumerable<string> All(string folder) => disk.AllFiles(PathOf(folder)).Select(p => Path.GetRelativePath(directory, p).Replace('\\', '/'));

    /// <summary>The files of a folder, by their paths within the data directory.</summary>
    public IEnumerable<string> In(string folder) => disk.Files(PathOf(folder)).Select(p => Path.GetRelativePath(directory, p).Replace('\\', '/'));

    /// <summary>Data is damaged.</summary>
    public void Damage(string path, string problem) => _findings.Add(new Finding(PathOf(path), problem, IsDamage: true));

    /// <summary>A file can be repaired.</summary>
    /// <param name="path">Its path within the data directory.</param>
    /// <param name="why">Why its right contents are known, or are not needed, as a clause.</param>
    /// <param name="right">Its right contents; null if it is to be taken away.</param>
    public void CanRepair(string path, string why, byte[]? right) =>
        _repairs.Add(new Repair(PathOf(path), why, right is null ? null : (ReadOnlyMemory<byte>?)right));

    /// <summary>Contents can be erased.</summary>
    /// <param name="path">Path of their pack within the data directory.</param>
    /// <param name="why">Why they are not needed, as a clause.</param>
    /// <param name="contents">Their positions and lengths.</param>
    public void CanErase(string path, string why, IReadOnlyList<(long Offset, int Length)> contents) =>
        _repairs.Add(new Repair(PathOf(path), why, null) { Erased = contents });

    /// <summary>Something that costs nothing: a leftover, or a derived file that is made again before it is used.</summary>
    public void Note(string path, string problem) => _findings.Add(new Finding(PathOf(path), problem, IsDamage: false));
}
