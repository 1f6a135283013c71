namespace Roundtable.Deliberation.Answers;

/// <summary>Answers under neutral letters, in an order that says nothing of who wrote them: what reviewers and the moderator are shown.</summary>
/// <param name="shown">The answers in the order in which they are shown.</param>
public sealed class AnswerLetters(IReadOnlyList<Answer> shown)
{
    /// <summary>The answers in the order in which they are shown.</summary>
    public IReadOnlyList<Answer> Shown => shown;

    /// <summary>The letter of the answer at <paramref name="index"/>, from 0: A to Z, then AA, AB, ….</summary>
    public static string Letter(int index)
    {
        var letter = ((char)('A' + (index % 26))).ToString();
        return index < 26 ? letter : Letter((index / 26) - 1) + letter;
    }

    /// <summary>The answer that a model names, as in <c>A</c>, <c>[b]</c> or <c>Answer A</c>; null where there is none of that letter.</summary>
    public Answer? Named(string name)
    {
        var plain = name.AsSpan().Trim(" []()*\"'.:").ToString();
        plain = plain.StartsWith("answer", StringComparison.OrdinalIgnoreCase) ? plain["answer".Length..].Trim() : plain;
        for (var i = 0; i < shown.Count; i++)
        {
            if (string.Equals(Letter(i), plain, StringComparison.OrdinalIgnoreCase))
            {
                return shown[i];
            }
        }

        return null;
    }
}
