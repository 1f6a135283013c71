using System.Globalization;

namespace Roundtable.Record.Fsck;

/// <summary>
/// Checks the files of a data directory one by one and reports every deviation from docs/formats/log.md. It shares no code with the program that wrote
/// them except for the signature algorithm, so that one misunderstanding cannot hide another.
/// </summary>
public static class DataDirectoryCheck
{
    /// <summary>Checks a data directory to which no process is writing.</summary>
    /// <exception cref="IOException">When files cannot be read.</exception>
    public static IEnumerable<Finding> Run(string directory, CancellationToken cancellation)
    {
        directory = Path.GetFullPath(directory);
        var files = new LogFiles(directory);
        return Layout(directory) is { } layout ? [layout] : Tree(files, cancellation).Concat(Contents(directory, cancellation)).Concat(Rest(directory));
    }

    /// <summary>A directory written by a newer program is not checked against the rules of this version.</summary>
    private static Finding? Layout(string directory)
    {
        var path = Path.Combine(directory, "layout");
        return File.Exists(path) && File.ReadAllText(path) is not ("roundtable/log-layout/v1\n" or "roundtable/log-layout/v2\n")
            ? new Finding(
                path, "it is not 'roundtable/log-layout/v2': the directory was written by a newer version of Roundtable, or the file is damaged", true)
            : null;
    }

    private static IEnumerable<Finding> Tree(LogFiles files, CancellationToken cancellation)
    {
        (string Origin, long Size, string Root)? checkpoint = null;
        Finding? bad = null;
        try
        {
            checkpoint = files.Checkpoint();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or FileNotFoundException)
        {
            bad = new Finding(Path.Combine(files.Log, "checkpoint"), e.Message, true);
        }

        if (bad is not null)
        {
            yield return bad;
        }

        if (checkpoint is not var (_, size, root))
        {
            yield break;
        }

        // Level by level: hashes computed from the level below are compared with those on disk.
        var below = new List<byte[]>();
        var bundles = files.Tiles("entries").ToList();
        foreach (var (index, width) in Expected(size))
        {
            cancellation.ThrowIfCancellationRequested();
            var (hashes, problem) = Read(bundles, index, width, p => LogFiles.LeafHashes(File.ReadAllBytes(p)));
            if (problem is not null)
            {
                yield return problem with { File = problem.File.Length > 0 ? problem.File : Path.Combine(files.Log, "tile", "entries") };
                yield break;
            }

            below.AddRange(hashes!);
        }

        for (var level = 0; below.Count > 0; level++)
        {
            var name = level.ToString(CultureInfo.InvariantCulture);
            var tiles = files.Tiles(name).ToList();
            foreach (var (index, width) in Expected(below.Count))
            {
                var computed = below.GetRange((int)index * 256, width);
                var (hashes, problem) = Read(tiles, index, width, p => File.ReadAllBytes(p).Chunk(32).ToList());
                var wrong = hashes is null ? -1 : Enumerable.Range(0, width).FirstOrDefault(i => !computed[i].AsSpan().SequenceEqual(hashes[i]), -1);
                if (problem is not null || wrong >= 0)
                {
                    yield return problem is null
                        ? new Finding(Best(tiles, index, width)!.Value.Path, $"hash {wrong} does not match the level below", true)
                        : problem with { File = problem.File.Length > 0 ? problem.File : Path.Combine(files.Log, "tile", name) };
                }
            }

            if (level == 0 && Convert.ToBase64String(LogFiles.Tree(below.ToArray())) is var actual && actual != root)
            {
                yield return new Finding(Path.Combine(files.Log, "checkpoint"), $"it states the root {root}, but the entries have the root {actual}", true);
            }

            below = [.. below.Chunk(256).Where(c => c.Length == 256).Select(c => LogFiles.Tree(c))];
        }
    }

    private static IEnumerable<Finding> Contents(string directory, CancellationToken cancellation)
    {
        var folder = Path.Combine(directory, "content");
        var end = Path.Combine(folder, "end");
        if (!File.Exists(end))
        {
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.pack").Any())
            {
                yield return new Finding(end, "it is missing although there are packs", true);
            }

            yield break;
        }

        var words = File.ReadAllText(end).TrimEnd('\n').Split(' ');
        foreach (var pack in Directory.EnumerateFiles(folder, "*.pack").Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var order = string.CompareOrdinal(Path.GetFileName(pack), words[0]);
            var length = order < 0 ? new FileInfo(pack).Length : order == 0 && words.Length == 2 ? long.Parse(words[1], CultureInfo.InvariantCulture) : 0;
            Finding? finding = null;
            try
            {
                _ = length > 0 ? PackFile.Present(pack, length).Count() : 0;
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                finding = new Finding(pack, e.Message, true);
            }

            if (finding is not null)
            {
                yield return finding;
            }
            else if (new FileInfo(pack).Length is var actual && actual > length)
            {
                yield return new Finding(
                    pack,
                    $"its last {actual - length} bytes are newer than the last checkpoint; opening the log for writing recovers or truncates them",
                    false);
            }
        }
    }

    private static IEnumerable<Finding> Rest(string directory)
    {
        foreach (var file in Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories) : [])
        {
            if (file.EndsWith(".new", StringComparison.Ordinal) || file.EndsWith(".next", StringComparison.Ordinal))
            {
                yield return new Finding(file, "it is a leftover of an interrupted write and may be deleted", false);
            }
        }

        var keys = Path.Combine(directory, "keys");
        foreach (var secret in Directory.Exists(keys) && !OperatingSystem.IsWindows() ? Directory.EnumerateFiles(keys) : [])
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(secret) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
            {
                yield return new Finding(secret, "this secret key is accessible to other users", true);
            }
        }

        var journal = Path.Combine(directory, "journal");
        if (File.Exists(journal) && BeginsWith(journal, "RTGROUP\n"u8))
        {
            yield return new Finding(journal, "it contains leaves not yet covered by a checkpoint; opening the log for writing publishes one", false);
        }
    }

    private static IEnumerable<(long Index, int Width)> Expected(long count)
    {
        for (long index = 0; index * 256 < count; index++)
        {
            yield return (index, (int)Math.Min(256, count - (index * 256)));
        }
    }

    private static (string Path, long Index, int Width)? Best(List<(string Path, long Index, int Width)> present, long index, int width) =>
        present.Where(t => t.Index == index && t.Width >= width).OrderBy(t => t.Width).Select(t => ((string, long, int)?)t).FirstOrDefault();

    private static (List<byte[]>? Hashes, Finding? Problem) Read(
        List<(string Path, long Index, int Width)> present, long index, int width, Func<string, List<byte[]>> read)
    {
        if (Best(present, index, width) is not var (path, _, actual))
        {
            return (null, new Finding("", $"tile {index} of width {width} is missing", true));
        }

        try
        {
            var hashes = read(path);
            return hashes.Count == actual
                ? (hashes.GetRange(0, width), null)
                : (null, new Finding(path, $"it contains {hashes.Count} hashes or entries, but its name states {actual}", true));
        }
        catch (InvalidDataException e)
        {
            return (null, new Finding(path, e.Message, true));
        }
    }

    private static bool BeginsWith(string path, ReadOnlySpan<byte> start)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[start.Length];
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && start.SequenceEqual(bytes);
    }
}
