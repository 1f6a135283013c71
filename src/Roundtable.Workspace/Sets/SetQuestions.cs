using System.Buffers;
using System.Text;
using Roundtable.Record.Entries;

namespace Roundtable.Workspace.Sets;

/// <summary>Which rows ask the same: those whose questions differ in case and white space only, and those that a search for near-duplicates joined.</summary>
internal sealed class SetQuestions
{
    private readonly Dictionary<Digest, Digest> _joined = [];

    /// <summary>The digest of what a row asks.</summary>
    public Digest Of(string question)
    {
        var digest = Plain(question);
        return _joined.Count == 0 ? digest : Root(digest);
    }

    /// <summary>Takes two questions for one: near rows must not stand on two sides of a split.</summary>
    public void Join(Digest one, Digest other)
    {
        var (a, b) = (Root(one), Root(other));
        if (a != b)
        {
            // The smaller one stands for both, whatever the order in which they are met.
            var isFirst = string.CompareOrdinal(a.ToString(), b.ToString()) < 0;
            _joined[isFirst ? b : a] = isFirst ? a : b;
        }
    }

    /// <summary>The digest of a question by itself.</summary>
    public static Digest Plain(string question)
    {
        var text = ArrayPool<char>.Shared.Rent(question.Length + 1);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(question.Length + 1));
        try
        {
            var length = 0;
            for (var rest = question.AsSpan().TrimStart(); rest.Length > 0;)
            {
                var end = 1;
                while (end < rest.Length && !char.IsWhiteSpace(rest[end]))
                {
                    end++;
                }

                if (length > 0)
                {
                    text[length++] = ' ';
                }

                length += rest[..end].ToLowerInvariant(text.AsSpan(length));
                rest = rest[end..].TrimStart();
            }

            return Digest.Of(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text.AsSpan(0, length), bytes)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private Digest Root(Digest question)
    {
        while (_joined.TryGetValue(question, out var next))
        {
            question = next;
        }

        return question;
    }
}
