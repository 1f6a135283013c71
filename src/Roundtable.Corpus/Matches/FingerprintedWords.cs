using System.Runtime.InteropServices;

namespace Roundtable.Corpus.Matches;

/// <summary>
/// The words of a text, as the upper 32 bits of their hashes, with their fingerprints, computed on first use. One instance is reused for text after text.
/// </summary>
/// <param name="fingerprints">The kind of fingerprints.</param>
internal sealed class FingerprintedWords(Fingerprints fingerprints)
{
    private readonly List<(ulong Key, int Word)> _prints = [];
    private readonly Dictionary<ulong, int> _places = [];
    private uint[] _words = new uint[1 << 10];
    private int _count;
    private bool _isPrinted;

    /// <summary>The kind of fingerprints.</summary>
    public Fingerprints Fingerprints => fingerprints;

    /// <summary>The words.</summary>
    public ReadOnlySpan<uint> Words => _words.AsSpan(0, _count);

    /// <summary>The fingerprints, each with the index of its first word.</summary>
    public ReadOnlySpan<(ulong Key, int Word)> Prints
    {
        get
        {
            if (!_isPrinted)
            {
                fingerprints.Of(Words, _prints);
                _isPrinted = true;
            }

            return CollectionsMarshal.AsSpan(_prints);
        }
    }

    /// <summary>The first position of each fingerprint.</summary>
    public Dictionary<ulong, int> Places
    {
        get
        {
            if (_places.Count == 0)
            {
                foreach (var (key, word) in Prints)
                {
                    _places.TryAdd(key, word);
                }
            }

            return _places;
        }
    }

    /// <summary>Replaces the text.</summary>
    /// <param name="hashes">The hashes of its words.</param>
    public void Read(ReadOnlySpan<ulong> hashes)
    {
        Clear(hashes.Length);
        for (var i = 0; i < hashes.Length; i++)
        {
            _words[i] = (uint)(hashes[i] >> 32);
        }
    }

    /// <summary>Replaces the text.</summary>
    /// <param name="words">Its words, as the upper 32 bits of their hashes.</param>
    public void Read(ReadOnlySpan<uint> words)
    {
        Clear(words.Length);
        words.CopyTo(_words);
    }

    private void Clear(int count)
    {
        _isPrinted = false;
        _prints.Clear();
        _places.Clear();
        _count = count;
        if (_words.Length < count)
        {
            _words = new uint[count * 2];
        }
    }
}
