using System.Security.Cryptography;
using Roundtable.Record.Entries;

namespace Roundtable.Disclosure.Attestations;

/// <summary>How the files beside an attestation compare with those that it names.</summary>
/// <param name="Same">How many are as attested.</param>
/// <param name="Missing">Names of those that are not there.</param>
/// <param name="Changed">Names of those that have other bytes.</param>
/// <param name="Extra">Names of files that are not attested, in folders that were attested as a whole.</param>
public sealed record FileComparison(int Same, IReadOnlyList<string> Missing, IReadOnlyList<string> Changed, IReadOnlyList<string> Extra)
{
    /// <summary>Whether nothing is missing, changed or extra.</summary>
    public bool Holds => Missing.Count + Changed.Count + Extra.Count == 0;
}

/// <summary>Reads the files that an attestation is about: those below its own folder.</summary>
public static class AttestedFiles
{
    /// <summary>Digests files, and those in folders and the folders in them.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="attestation">The path of the attestation, which may or may not exist; it and its proof are not attested.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="FormatException">
    /// When one is not below the attestation's folder, has a name that does not mean the same everywhere, or is a link to a folder.
    /// </exception>
    /// <exception cref="IOException">When one is missing or cannot be read.</exception>
    public static (IReadOnlyList<AttestedFile> Files, IReadOnlyList<string> Folders) Read(
        IReadOnlyList<string> paths, string attestation, CancellationToken cancellation)
    {
        var (root, own) = (Root(attestation), Own(attestation));
        SortedSet<string> folders = new(paths.Where(Directory.Exists).Select(p => NameOf(p, root)), StringComparer.Ordinal);
        SortedDictionary<string, Digest> files = new(StringComparer.Ordinal);
        foreach (var path in paths.SelectMany(p => Directory.Exists(p) ? List(Path.GetFullPath(p)).Where(f => !own.Contains(f)) : [Path.GetFullPath(p)]))
        {
            if (own.Contains(path))
            {
                throw new FormatException($"{path} would be overwritten: give another place with --out");
            }

            if (Directory.Exists(path))
            {
                throw new FormatException($"{path} is a link to a folder: name the folder that it leads to");
            }

            files[NameOf(path, root)] = Read(path, cancellation);
        }

        return ([.. files.Select(f => new AttestedFile(f.Key, f.Value))], [.. folders]);
    }

    /// <summary>Compares the files beside an attestation with what it says of them.</summary>
    /// <param name="statement">What it says.</param>
    /// <param name="attestation">Its path.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="IOException">When a file that is there cannot be read.</exception>
    public static FileComparison Compare(FileStatement statement, string attestation, CancellationToken cancellation)
    {
        var (root, own) = (Root(attestation), Own(attestation));
        List<string> missing = [], changed = [];
        foreach (var (name, content) in statement.Files)
        {
            var path = Path.Combine(root, name);
            if (!File.Exists(path))
            {
                missing.Add(name);
            }
            else if (Read(path, cancellation) != content)
            {
                changed.Add(name);
            }
        }

        var attested = statement.Files.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var extra = statement.Folders.Select(f => Path.GetFullPath(Path.Combine(root, f)))
            .Where(Directory.Exists)
            .SelectMany(List)
            .Where(f => !own.Contains(f))
            .Select(f => Relative(f, root))
            .Where(n => !attested.Contains(n))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return new FileComparison(statement.Files.Count - missing.Count - changed.Count, missing, changed, [.. extra]);
    }

    /// <summary>Every file below a folder, hidden ones among them, and links to folders as if they were files: nothing stands there unseen.</summary>
    private static IEnumerable<string> List(string folder) => new DirectoryInfo(folder).EnumerateFileSystemInfos().SelectMany(
        entry => entry is DirectoryInfo { LinkTarget: null } ? List(entry.FullName) : (IEnumerable<string>)[entry.FullName]);

    private static Digest Read(string path, CancellationToken cancellation)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return new Digest(hash.GetHashAndReset());
    }

    private static string Root(string attestation) => Path.GetDirectoryName(Path.GetFullPath(attestation))!;

    private static string[] Own(string attestation) => [Path.GetFullPath(attestation), Path.GetFullPath(attestation) + AttestationBundle.ProofEnd];

    private static string NameOf(string path, string root)
    {
        var name = Relative(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), root);
        return name == FileStatement.Here || FileStatement.IsName(name) ? name : throw new FormatException(
            name.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(name)
                ? $"{path} is not below {root}, where the attestation is to be: give a place beside or above the files with --out"
                : $"{path} has a name that other systems cannot have: give it another");
    }

    private static string Relative(string path, string root) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
