namespace Roundtable.Corpus.Files;

/// <summary>Where a path leads once all symbolic links in it are followed.</summary>
internal static class RealPath
{
    // As the kernel's limit; a path with more of them goes in circles.
    private const int MaxLinks = 40;

    /// <summary>The absolute path without links.</summary>
    /// <exception cref="IOException">Its links go in circles.</exception>
    public static string Of(string path)
    {
        var left = new Stack<string>(Path.GetFullPath(path).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse());
        var root = Path.GetPathRoot(Path.GetFullPath(path))!;
        var real = root;
        for (var links = 0; left.TryPop(out var step);)
        {
            if (step == "." || (root.Length > 1 && step == root.TrimEnd(Path.DirectorySeparatorChar)))
            {
                continue;
            }

            if (step == "..")
            {
                real = Path.GetDirectoryName(real) ?? root;
                continue;
            }

            var next = Path.Combine(real, step);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new IOException($"The symbolic links of '{path}' go in circles.");
            }

            real = Path.IsPathRooted(target) ? root : real;
            foreach (var part in target.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                left.Push(part);
            }
        }

        return real;
    }

    /// <summary>Whether a path without links is that of a folder, or inside it.</summary>
    public static bool IsWithin(string real, string folder) =>
        real == folder || real.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
