using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Matches;

/// <summary>Finds the runs of words that two texts have in common. Not thread-safe.</summary>
internal sealed class WordRuns
{
    /// <summary>The minimum number of consecutive words of a common passage.</summary>
    public const int PassageLength = 50;

    private readonly List<(ulong Key, int Word)> _others = [];

    /// <summary>The maximal common runs, in the order of the first text; runs that overlap longer ones are left out.</summary>
    /// <param name="one">The words of the first text, with the fingerprints by which runs are found.</param>
    /// <param name="other">The words of the other text.</param>
    public List<WordRun> Find(FingerprintedWords one, ReadOnlySpan<uint> other)
    {
        _others.Clear();
        one.Fingerprints.Of(other, _others);
        return Find(one, other, CollectionsMarshal.AsSpan(_others));
    }

    /// <summary>The same where the fingerprints of the other text are known.</summary>
    public static List<WordRun> Find(FingerprintedWords one, ReadOnlySpan<uint> other, ReadOnlySpan<(ulong Key, int Word)> prints)
    {
        var words = one.Words;
        var places = one.Places;
        List<WordRun> runs = [];
        foreach (var (key, at) in prints)
        {
            if (!places.TryGetValue(key, out var start) || IsWithin(runs, start, at))
            {
                continue;
            }

            var from = 0;
            while (start - from > 0 && at - from > 0 && words[start - from - 1] == other[at - from - 1])
            {
                from++;
            }

            var to = words[start..].CommonPrefixLength(other[at..]);
            if (from + to >= one.Fingerprints.Length)
            {
                runs.Add(new WordRun(start - from, at - from, from + to));
            }
        }

        return runs.Count < 2 ? runs : Apart(runs.OrderByDescending(r => r.Length).ThenBy(r => r.Start), r => r);
    }

    /// <summary>Of some runs those that overlap none before them, in the order of the first text.</summary>
    public static List<T> Apart<T>(IEnumerable<T> ordered, Func<T, WordRun> run)
    {
        List<T> apart = [];
        foreach (var next in ordered)
        {
            var (start, end) = (run(next).Start, run(next).Start + run(next).Length);
            if (!apart.Exists(r => start < run(r).Start + run(r).Length && run(r).Start < end))
            {
                apart.Add(next);
            }
        }

        apart.Sort((a, b) => run(a).Start.CompareTo(run(b).Start));
        return apart;
    }

    /// <summary>Whether one of some runs has two words at the places of each other.</summary>
    private static bool IsWithin(List<WordRun> runs, int start, int at)
    {
        foreach (var run in runs)
        {
            if (at >= run.Other && at < run.Other + run.Length && start - at == run.Start - run.Other)
            {
                return true;
            }
        }

        return false;
    }
}
