namespace Roundtable.Record.Secrets;

/// <summary>
/// Searches for many byte strings at once, after Wu and Manber (A fast algorithm for multi-pattern searching, 1994): two bytes tell how far the next place is
/// at which one of them can end its first <c>window</c> bytes, so that most bytes of a text are never looked at.
/// </summary>
internal sealed class SecretSearch
{
    private const int Blocks = 1 << 16;

    private readonly (byte[] Bytes, SecretFinding Finding)[] _patterns;
    private readonly byte[] _shifts = new byte[Blocks];
    private readonly Dictionary<int, List<int>> _ending = [];
    private readonly int _window;

    /// <summary>Prepares a search.</summary>
    /// <param name="patterns">What to search for: at least one, each of at least two bytes.</param>
    public SecretSearch(IReadOnlyList<(byte[] Bytes, SecretFinding Finding)> patterns)
    {
        _patterns = [.. patterns];
        _window = Math.Min(byte.MaxValue, _patterns.Min(p => p.Bytes.Length));
        Longest = _patterns.Max(p => p.Bytes.Length);
        Array.Fill(_shifts, (byte)(_window - 1));
        for (var i = 0; i < _patterns.Length; i++)
        {
            var bytes = _patterns[i].Bytes;
            for (var end = 1; end < _window; end++)
            {
                var block = Block(bytes, end);
                _shifts[block] = Math.Min(_shifts[block], (byte)(_window - 1 - end));
            }

            var last = Block(bytes, _window - 1);
            if (!_ending.TryGetValue(last, out var same))
            {
                _ending[last] = same = [];
            }

            same.Add(i);
        }
    }

    /// <summary>Length in bytes of the longest of them.</summary>
    public int Longest { get; }

    /// <summary>One that the text contains; null if it contains none.</summary>
    public SecretFinding? Find(ReadOnlySpan<byte> text)
    {
        for (var end = _window - 1; end < text.Length;)
        {
            var block = Block(text, end);
            if (_shifts[block] is > 0 and var shift)
            {
                end += shift;
                continue;
            }

            foreach (var i in _ending.GetValueOrDefault(block) ?? [])
            {
                if (text[(end - _window + 1)..].StartsWith(_patterns[i].Bytes))
                {
                    return _patterns[i].Finding;
                }
            }

            end++;
        }

        return null;
    }

    private static int Block(ReadOnlySpan<byte> bytes, int end) => (bytes[end - 1] << 8) | bytes[end];
}
