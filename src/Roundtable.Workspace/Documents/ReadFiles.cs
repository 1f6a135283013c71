using System.Collections.Concurrent;

namespace Roundtable.Workspace.Documents;

/// <summary>
/// What was read of files, kept for as long as these stay as they were by their times of writing and lengths. A file that was written less than
/// two seconds before it was read is read again: file systems keep times in steps, and it may change once more within one. Safe for many threads.
/// </summary>
/// <param name="time">The clock by which a file is that young.</param>
/// <typeparam name="T">What was read; it must not change.</typeparam>
public sealed class ReadFiles<T>(TimeProvider time)
    where T : class
{
    private const int Capacity = 2000;

    private static readonly TimeSpan _young = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (string Stamp, T Value)> _known = new(StringComparer.Ordinal);

    /// <summary>What was read before where the files are as they were, else what is read now. What fails is not kept.</summary>
    /// <param name="key">Names what is read.</param>
    /// <param name="files">All files that it is read of; those that are missing count as such.</param>
    /// <param name="read">Reads it.</param>
    public T Read(string key, IReadOnlyList<string> files, Func<T> read)
    {
        // The times before the content: what is written in between has another stamp than the one that is kept.
        var now = time.GetUtcNow().UtcDateTime;
        var stamp = "";
        var settled = true;
        foreach (var file in files)
        {
            var info = new FileInfo(file);
            stamp += info.Exists ? FormattableString.Invariant($"{info.LastWriteTimeUtc.Ticks}/{info.Length} ") : "none ";
            settled &= info.Exists && info.LastWriteTimeUtc < now - _young;
        }

        if (_known.TryGetValue(key, out var known) && known.Stamp == stamp)
        {
            return known.Value;
        }

        var value = read();
        if (settled)
        {
            if (_known.Count >= Capacity)
            {
                _known.Clear();
            }

            _known[key] = (stamp, value);
        }

        return value;
    }
}
