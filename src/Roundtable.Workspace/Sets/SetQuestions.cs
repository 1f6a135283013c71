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
        var text = new StringBuilder(question.Length);
        foreach (var word in question.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(text.Length > 0 ? " " : "").Append(word.ToLowerInvariant());
        }

        return Digest.Of(Encoding.UTF8.GetBytes(text.ToString()));
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
