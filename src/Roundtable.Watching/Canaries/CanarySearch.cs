using Roundtable.Corpus.Matches;

namespace Roundtable.Watching.Canaries;

/// <summary>Finds canaries in text, whatever became of case, spaces and line breaks.</summary>
public sealed class CanarySearch
{
    private readonly List<(int Number, ulong[] Words)> _canaries = [];
    private readonly Dictionary<ulong, List<int>> _byRare = [];
    private readonly WordList _words = new();

    /// <summary>Prepares a search.</summary>
    /// <param name="canaries">The canaries.</param>
    public CanarySearch(IReadOnlyList<Canary> canaries)
    {
        for (var i = 0; i < canaries.Count; i++)
        {
            _words.Clear();
            Words.Find(System.Text.Encoding.UTF8.GetBytes(canaries[i].Text), _words);

            // The four words between "lists" and "among" are the random ones: found, they are the canary, whatever stands around them.
            ulong[] random = [.. _words.Hashes[4..8]];
            _canaries.Add((i, random));
            if (!_byRare.TryGetValue(random[0], out var same))
            {
                _byRare[random[0]] = same = [];
            }

            same.Add(i);
        }
    }

    /// <summary>Whether a canary has the words that it is found by.</summary>
    public static bool CanFind(Canary canary)
    {
        var words = new WordList();
        Words.Find(System.Text.Encoding.UTF8.GetBytes(canary.Text), words);
        return words.Hashes.Length >= 8;
    }

    /// <summary>The numbers of the canaries in a text, counted from 0, each once and ascending.</summary>
    /// <param name="text">The text in UTF-8.</param>
    public IReadOnlyList<int> Find(ReadOnlySpan<byte> text)
    {
        _words.Clear();
        Words.Find(text, _words);
        SortedSet<int> found = [];
        var words = _words.Hashes;
        for (var at = 0; at + 4 <= words.Length; at++)
        {
            if (_byRare.TryGetValue(words[at], out var candidates))
            {
                foreach (var number in candidates)
                {
                    if (words.Slice(at, 4).SequenceEqual(_canaries[number].Words))
                    {
                        found.Add(number);
                    }
                }
            }
        }

        return [.. found];
    }
}
