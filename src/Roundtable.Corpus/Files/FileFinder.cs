using Roundtable.Corpus.Formats;
using Roundtable.Corpus.Formats.Packed;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Files;

/// <summary>
/// Finds the files of a corpus. In folders, symbolic links are followed where they stay inside the folder, or inside the folder of a repository in the cache of
/// the Hugging Face hub; a path that is given explicitly may be any link. A file that is found several times is listed once, under its first name.
/// </summary>
public static class FileFinder
{
    /// <summary>Lists the files.</summary>
    /// <param name="paths">Files, folders and addresses.</param>
    /// <param name="remote">What lists and opens files at addresses; null where addresses are not read.</param>
    /// <param name="cancellation">Cancels the listing of addresses.</param>
    /// <exception cref="FileNotFoundException">A path does not exist; <see cref="FileNotFoundException.FileName"/> says which.</exception>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public static CorpusListing Find(IEnumerable<string> paths, IRemoteFiles? remote = null, CancellationToken cancellation = default)
    {
        var search = new Search();
        foreach (var path in paths)
        {
            var name = Normal(path);
            if (remote is not null && Address.Is(path))
            {
                search.At(path, remote, cancellation);
            }
            else if (Directory.Exists(path))
            {
                var real = RealPath.Of(path);
                search.Folder(name, new DirectoryInfo(path), new LinkRule(real), []);
            }
            else if (File.Exists(path))
            {
                var file = new FileInfo(RealPath.Of(path));
                search.File(name, file.FullName, file.Length, isNamed: true);
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
                else if (entry.Exists)
                {
                    var file = new FileInfo(RealPath.Of(entry.FullName));
                    File(entryName, file.FullName, file.Length, isNamed: false);
                }
            }

            foreach (var (raw, isFolder, isLink) in RawPath.In(folder.FullName))
            {
                var (path, shown) = (Path.Combine(RealPath.Of(folder.FullName), raw), RawPath.Shown(name is "." or "" ? raw : $"{name}/{raw}"));
                if (isFolder || isLink)
                {
                    Skipped.Add(new SkippedFile(shown, $"a {(isFolder ? "folder" : "symbolic link")} whose name is not UTF-8: rename it"));
                }
                else
                {
                    using var handle = RawPath.Open(path);
                    File(shown, path, RandomAccess.GetLength(handle), isNamed: false);
                }
            }
        }

        public void At(string address, IRemoteFiles remote, CancellationToken cancellation)
        {
            foreach (var file in remote.List(address, cancellation))
            {
                var name = Address.Shown(file.Address);
                var isNamed = file.Address == address;
                if (!isNamed && name.AsSpan(Math.Min(address.TrimEnd('/').Length, name.Length)).Contains("/.", StringComparison.Ordinal))
                {
                    Skipped.Add(new SkippedFile(name, "hidden"));
                }
                else if (Files.TryGetValue(name, out var other) && other.Path != file.Address)
                {
                    Skipped.Add(new SkippedFile(name, "differs from another address in its query alone"));
                }
                else
                {
                    File(name, file.Address, file.Length, isNamed, remote, file.Version);
                }
            }
        }

        public void File(string name, string path, long length, bool isNamed, IRemoteFiles? remote = null, string? version = null)
        {
            if (!isNamed && FileNames.IsCard(name))
            {
                Cards.Add(name);
                return;
            }

            var (packing, inner) = Unpacking.Of(name);
            if (FileNames.Format(inner) is not { } format)
            {
                if (!isNamed)
                {
                    Skipped.Add(new SkippedFile(name, "not a format that is read"));
                    return;
                }

                format = FileFormat.JsonLines;
            }

            if (length == 0)
            {
                Skipped.Add(new SkippedFile(name, "empty"));
            }
            else if (_names.TryAdd(path, name))
            {
                var file = new CorpusFile(name, path, format, packing, length, Version: version) { Remote = remote };
                Files[name] = remote is null ? ContentSniffer.Correct(file) : file;
            }
            else if (_names[path] != name)
            {
                Skipped.Add(new SkippedFile(name, $"the same file as {_names[path]}"));
            }
        }
    }
}
