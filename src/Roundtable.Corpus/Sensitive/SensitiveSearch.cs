using Roundtable.Corpus.Matches;

namespace Roundtable.Corpus.Sensitive;

/// <summary>
/// Finds keys, tokens, passwords and personal data in a text by their formats, with every check that a format has. What has no format of its own, such as a
/// name or a password in a sentence, is not found. Not thread-safe.
/// </summary>
internal sealed class SensitiveSearch
{
    // Shorter words are not searched for keys: every key has a longer run of letters and digits.
    private const int MinKeyWord = 12;
    private const int MaxBefore = 48;

    private readonly List<SensitiveHit> _hits = [];
    private readonly WordList _words = new();

    /// <summary>Finds the sensitive data of a text.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <returns>What was found, in the order of the text and without overlaps; valid until the next call.</returns>
    public IReadOnlyList<SensitiveHit> Find(ReadOnlySpan<byte> text)
    {
        _words.Clear();
        Words.Find(text, _words);
        return Find(text, _words);
    }

    /// <summary>Finds the sensitive data of a text whose words are known.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="words">Its words.</param>
    /// <returns>What was found, in the order of the text and without overlaps; valid until the next call.</returns>
    public IReadOnlyList<SensitiveHit> Find(ReadOnlySpan<byte> text, WordList words)
    {
        _hits.Clear();
        InWords(text, words);
        Addresses.Find(text, _hits);
        PrivateKeys(text);
        return _hits.Count < 2 ? _hits : Apart();
    }

    private void InWords(ReadOnlySpan<byte> text, WordList words)
    {
        var after = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var (start, end) = (words.Start(i), words.End(i));
            if (start < after)
            {
                continue;
            }

            if (char.IsAsciiDigit((char)text[start]))
            {
                after = Math.Max(after, Numbers.Find(text, start, _hits));
            }
            else if (end - start >= 4 && char.IsAsciiDigit((char)text[start + 2]) && char.IsAsciiDigit((char)text[start + 3]))
            {
                after = Math.Max(after, BankAccounts.Find(text, start, _hits));
            }

            if (end - start >= MinKeyWord && start >= after)
            {
                after = Math.Max(after, Key(text, start));
            }
        }
    }

    /// <summary>Finds the key that a word is a part of.</summary>
    /// <returns>The byte after it; 0 for none.</returns>
    private int Key(ReadOnlySpan<byte> text, int word)
    {
        var before = text[Math.Max(0, word - MaxBefore)..word];
        var start = word - before.Length + before.LastIndexOfAnyExcept(KeyFormats.Alphabet) + 1;
        for (var at = start; at <= word; at++)
        {
            // A key begins where a word begins.
            if (at > start && char.IsAsciiLetterOrDigit((char)text[at - 1]))
            {
                continue;
            }

            if (WebTokens.Length(text[at..]) is > 0 and var token)
            {
                _hits.Add(new SensitiveHit(SensitiveKind.WebToken, "JSON Web Token", at, token, IsExample: false));
                return at + token;
            }

            if (KeyFormats.Find(text[at..]) is { } key && IsEnd(text, at + key.Length))
            {
                _hits.Add(new SensitiveHit(SensitiveKind.ApiKey, key.Name, at, key.Length, KeyFormat.IsPlaceholder(text.Slice(at, key.Length))));
                return at + key.Length;
            }
        }

        return 0;
    }

    private static bool IsEnd(ReadOnlySpan<byte> text, int at) => at >= text.Length || !char.IsAsciiLetterOrDigit((char)text[at]);

    private void PrivateKeys(ReadOnlySpan<byte> text)
    {
        var begin = "-----BEGIN "u8;
        var end = "-----END "u8;
        for (var at = 0; text[at..].IndexOf(begin) is >= 0 and var next;)
        {
            var start = at + next;
            at = start + begin.Length;
            var head = text[at..Math.Min(text.Length, at + 64)];
            var label = head.IndexOf("PRIVATE KEY"u8);
            if (label < 0 || head[..label].IndexOfAny("-\n"u8) >= 0)
            {
                continue;
            }

            // A row may have a truncated key; what is there of it is secret, too.
            var last = text[at..].IndexOf(end);
            var length = last < 0 ? text.Length - start : at + last - start;
            var body = text.Slice(start, length)[(begin.Length + label + 11)..];
            _hits.Add(new SensitiveHit(SensitiveKind.PrivateKey, "private key", start, length, body.Length < 100 || body.IndexOf("..."u8) >= 0));
            at = start + length;
        }
    }

    private List<SensitiveHit> Apart()
    {
        _hits.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length));
        var (kept, end) = (0, 0);
        for (var i = 0; i < _hits.Count; i++)
        {
            if (_hits[i] is var hit && hit.Start >= end)
            {
                (_hits[kept++], end) = (hit, hit.Start + hit.Length);
            }
        }

        _hits.RemoveRange(kept, _hits.Count - kept);
        return _hits;
    }
}
