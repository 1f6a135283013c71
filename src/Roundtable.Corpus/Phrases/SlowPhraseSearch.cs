using System.Text;

namespace Roundtable.Corpus.Phrases;

/// <summary>The definition: each phrase held against each place of the text. What runs where libhs is missing.</summary>
internal sealed class SlowPhraseSearch(IReadOnlyList<string> phrases) : IPhraseSearch
{
    private readonly byte[][] _bytes = [.. phrases.Select(Encoding.UTF8.GetBytes)];

    public void Find(ReadOnlySpan<byte> text, List<PhraseHit> into)
    {
        var first = into.Count;
        for (var i = 0; i < _bytes.Length; i++)
        {
            var phrase = _bytes[i];
            for (var at = 0; at + phrase.Length <= text.Length; at++)
            {
                if (Same(text.Slice(at, phrase.Length), phrase))
                {
                    into.Add(new PhraseHit(i, at, phrase.Length));
                }
            }
        }

        into.Sort(first, into.Count - first, PhraseOrder.Instance);
    }

    public void Dispose()
    {
    }

    private static bool Same(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            if (Small(one[i]) != Small(other[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static byte Small(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
}
