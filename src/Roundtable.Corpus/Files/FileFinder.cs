using Roundtable.Corpus.Formats;

namespace Roundtable.Corpus.Files;

/// <summary>Finds the files of a corpus. Symbolic links in folders are not followed; a path that is given explicitly may be one.</summary>
public static class FileFinder
{
    /// <summary>Lists the files.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <exception cref="FileNotFoundException">A path does not exist; <see cref="FileNotFoundException.FileName"/> says which.</exception>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public static CorpusListing Find(IEnumerable<string> paths)
    {
        SortedDictionary<string, CorpusFile> files = new(StringComparer.Ordinal);
        List<SkippedFile> skipped = [];
        List<string> cards = [];
        foreach (var path in paths)
        {
            var name = Normal(path);
            if (Directory.Exists(path))
            {
                Folder(name, new DirectoryInfo(path), files, skipped, cards);
            }
            else if (File.Exists(path))
            {
                Add(name, new FileInfo(new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path), named: true, files, skipped, cards);
            }
            else
            {
                throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
            }
        }

        return new CorpusListing([.. files.Values], skipped, cards);
    }

    private static string Normal(string path) =>
        path.Replace('\\', '/').TrimEnd('/') is { Length: > 0 } name ? name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name : "/";

    private static void Folder(string name, DirectoryInfo folder, SortedDictionary<string, CorpusFile> files, List<SkippedFile> skipped, List<string> cards)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var entryName = name is "." or "" ? entry.Name : $"{name}/{entry.Name}";
            if (entry.LinkTarget is not null)
            {
                skipped.Add(new SkippedFile(entryName, "a symbolic link: not followed"));
            }
            else if (entry.Name.StartsWith('.'))
            {
                skipped.Add(new SkippedFile(entryName, "hidden"));
            }
            else if (entry is DirectoryInfo inner)
            {
                Folder(entryName, inner, files, skipped, cards);
            }
            else
            {
                Add(entryName, (FileInfo)entry, named: false, files, skipped, cards);
            }
        }
    }

    private static void Add(string name, FileInfo file, bool named, SortedDictionary<string, CorpusFile> files, List<SkippedFile> skipped, List<string> cards)
    {
        if (!named && FileNames.IsCard(name))
        {
            cards.Add(name);
            return;
        }

        var (packing, inner) = FileNames.Unpacked(name);
        if (FileNames.Format(inner) is not { } format)
        {
            if (!named)
            {
                // Reasons are part of a plan and of its fingerprint: they must not change.
                skipped.Add(new SkippedFile(name, "not a format that is read"));
                return;
            }

            format = FileFormat.JsonLines;
        }

        if (file.Length == 0)
        {
            skipped.Add(new SkippedFile(name, "empty"));
            return;
        }

        files[name] = new CorpusFile(name, file.FullName, format, packing, file.Length);
    }
}
