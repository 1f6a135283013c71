using Roundtable.Corpus.Formats;

namespace Roundtable.Corpus.Files;

/// <summary>
/// Finds the files of a corpus. In folders, symbolic links are followed where they stay inside the folder, or inside the folder of a repository in the cache of
/// the Hugging Face hub; a path that is given explicitly may be any link. A file that is found several times is listed once, under its first name.
/// </summary>
public static class FileFinder
{
    /// <summary>Lists the files.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <exception cref="FileNotFoundException">A path does not exist; <see cref="FileNotFoundException.FileName"/> says which.</exception>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public static CorpusListing Find(IEnumerable<string> paths)
    {
        var search = new Search();
        foreach (var path in paths)
        {
            var name = Normal(path);
            if (Directory.Exists(path))
            {
                var real = RealPath.Of(path);
                search.Folder(name, new DirectoryInfo(path), new LinkRule(real), []);
            }
            else if (File.Exists(path))
            {
                search.File(name, new FileInfo(RealPath.Of(path)), isNamed: true);
            }
            else
            {
                throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
            }
        }

        return new CorpusListing([.. search.Files.Values], search.Skipped, search.Cards);
    }

    private static string Normal(string path) =>
        path.Replace('\\', '/').TrimEnd('/') is { Length: > 0 } name ? name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name : "/";

    private sealed class Search
    {
        private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

        public SortedDictionary<string, CorpusFile> Files { get; } = new(StringComparer.Ordinal);

        public List<SkippedFile> Skipped { get; } = [];

        public List<string> Cards { get; } = [];

        public void Folder(string name, DirectoryInfo folder, LinkRule links, HashSet<string> entered)
        {
            if (!entered.Add(RealPath.Of(folder.FullName)))
            {
                Skipped.Add(new SkippedFile(name, "a folder that was read before"));
                return;
            }

            foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                var entryName = name is "." or "" ? entry.Name : $"{name}/{entry.Name}";
                if (entry.LinkTarget is not null && !links.Allows(entry.FullName))
                {
                    // Reasons are part of a plan and of its fingerprint: they must not change.
                    Skipped.Add(new SkippedFile(entryName, "a symbolic link: not followed"));
                }
                else if (entry.Name.StartsWith('.'))
                {
                    Skipped.Add(new SkippedFile(entryName, "hidden"));
                }
                else if (Directory.Exists(entry.FullName))
                {
                    Folder(entryName, new DirectoryInfo(entry.FullName), links, entered);
                }
                else
                {
                    File(entryName, new FileInfo(RealPath.Of(entry.FullName)), isNamed: false);
                }
            }
        }

        public void File(string name, FileInfo file, bool isNamed)
        {
            if (!isNamed && FileNames.IsCard(name))
            {
                Cards.Add(name);
                return;
            }

            var (packing, inner) = FileNames.Unpacked(name);
            if (FileNames.Format(inner) is not { } format)
            {
                if (!isNamed)
                {
                    Skipped.Add(new SkippedFile(name, "not a format that is read"));
                    return;
                }

                format = FileFormat.JsonLines;
            }

            if (file.Length == 0)
            {
                Skipped.Add(new SkippedFile(name, "empty"));
            }
            else if (_names.TryAdd(file.FullName, name))
            {
                Files[name] = ContentSniffer.Correct(new CorpusFile(name, file.FullName, format, packing, file.Length));
            }
            else if (_names[file.FullName] != name)
            {
                Skipped.Add(new SkippedFile(name, $"the same file as {_names[file.FullName]}"));
            }
        }
    }
}
